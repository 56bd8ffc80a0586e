/**
 * The terms, of many in order, at most so many edits (a letter more, less or other) away from a word. One row of the table of edits
 * for each letter of a term, kept from term to term as far as they begin alike; beginnings too far away are leapt over.
 */
export function* nearTerms(
  terms: readonly string[],
  word: string,
  most: number,
): Generator<[term: string, edits: number]> {
  const width = word.length + 1;
  // Only the numbers near the diagonal are worked out; all others are too many edits anyway.
  const rows = new Uint8Array(width * (width + most + 1)).fill(most + 1);
  for (let edits = 0; edits <= most; edits += 1) {
    if (edits < width) rows[edits] = edits;
    rows[edits * width] = edits;
  }
  let before = '';
  for (let at = 0; at < terms.length; ) {
    const term = terms[at] ?? '';
    if (Math.abs(term.length - word.length) > most) {
      at += 1;
      continue;
    }
    let length = sharedLength(before, term);
    let least = 0;
    while (length < term.length && least <= most) {
      length += 1;
      least = fillRow(rows, length, term.charCodeAt(length - 1), word, most);
    }
    if (least > most) {
      before = term.slice(0, length);
      at = endOfPrefix(terms, at, before);
    } else {
      const edits = rows[length * width + width - 1] ?? 0;
      if (edits <= most) yield [term, edits];
      before = term;
      at += 1;
    }
  }
}

/** Works out the row of a term's letter from the row before; returns its least number. */
function fillRow(rows: Uint8Array, row: number, letter: number, word: string, most: number): number {
  const width = word.length + 1;
  const here = row * width;
  const above = here - width;
  let least = rows[here] ?? 0;
  for (let column = Math.max(1, row - most); column < width && column <= row + most; column += 1) {
    const other = Number(letter !== word.charCodeAt(column - 1));
    const edits = Math.min(
      (rows[above + column - 1] ?? 0) + other,
      (rows[above + column] ?? 0) + 1,
      (rows[here + column - 1] ?? 0) + 1,
    );
    rows[here + column] = edits;
    if (edits < least) least = edits;
  }
  return least;
}

function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}

/** The first place after `from` whose term does not begin like this: mostly near, so in ever longer steps. */
function endOfPrefix(terms: readonly string[], from: number, prefix: string): number {
  let step = 1;
  while (terms[from + step]?.startsWith(prefix) === true) step *= 2;
  let [low, high] = [from + (step >> 1) + 1, Math.min(from + step, terms.length)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (terms[middle]?.startsWith(prefix) === true) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a text stands among texts in order, or would. */
export function placeOf(
  texts: { readonly length: number; at(place: number): string | undefined },
  wanted: string,
): number {
  let [low, high] = [0, texts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((texts.at(middle) ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
