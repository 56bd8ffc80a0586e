/** A word takes as many bits of a number as it has letters, and two more; nobody misses the others. */
const LONGEST_WORD = 30;

/** What tells most terms apart from a word without reading them. */
type Outlines = { readonly lengths: Uint8Array; readonly letters: Uint32Array };

/** Of lists of terms that were asked about; they only ever grow. */
const known = new WeakMap<readonly string[], Outlines>();

/**
 * The terms, of many, at most so many edits (a letter more, less or other, or two swapped) away from a word; none for a word of over thirty letters.
 * A term whose length differs by more than that, or which lacks more letters or has more that the word lacks, is not even read.
 */
export function nearTerms(
  terms: readonly string[],
  word: string,
  most: number,
): [term: string, edits: number][] {
  const near: [term: string, edits: number][] = [];
  if (word.length > LONGEST_WORD) return near;
  const { lengths, letters } = outlinesOf(terms);
  const wanted = lettersOf(word);
  const editsTo = readerOf(word, most);
  for (let at = 0; at < lengths.length; at += 1) {
    if (Math.abs((lengths[at] ?? 0) - word.length) > most) continue;
    const has = letters[at] ?? 0;
    if (has !== wanted && (bits(has & ~wanted) > most || bits(wanted & ~has) > most)) continue;
    const term = terms[at] ?? '';
    const edits = editsTo(term);
    if (edits <= most) near.push([term, edits]);
  }
  return near;
}

/** Makes ready what the first question about these terms would otherwise wait for. */
export function outlineTerms(terms: readonly string[]): void {
  outlinesOf(terms);
}

function outlinesOf(terms: readonly string[]): Outlines {
  const before = known.get(terms);
  if (before?.lengths.length === terms.length) return before;
  const outlines = {
    lengths: Uint8Array.from(terms, (term) => Math.min(term.length, 255)),
    letters: Uint32Array.from(terms, lettersOf),
  };
  known.set(terms, outlines);
  return outlines;
}

/** Which letters a word has, a bit for each; some rare ones share one. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

/** How many bits of a number are set. */
function bits(number: number): number {
  let left = number - ((number >>> 1) & 0x55_55_55_55);
  left = (left & 0x33_33_33_33) + ((left >>> 2) & 0x33_33_33_33);
  return Math.imul((left + (left >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24;
}

/**
 * Tells how many edits a term is away from a word, or one more than `most`. How far the word may have been read with so many edits is the
 * bits of one number (Wu and Manber, "Fast text searching allowing errors", 1992), and so is where the first of two swapped letters was
 * read (Navarro, "NR-grep", 2001).
 */
function readerOf(word: string, most: number): (term: string) => number {
  const whole = 1 << word.length;
  const places = placesOfLetters(word);
  const read = new Int32Array(most + 1);
  const half = new Int32Array(most + 1);
  return (term) => {
    // With so many edits as many letters are left out at the beginning.
    for (let edits = 0; edits <= most; edits += 1) read[edits] = (2 << edits) - 1;
    half.fill(0);
    for (let at = 0; at < term.length; at += 1) {
      const same = places.get(term.charCodeAt(at)) ?? 0;
      let [fewer, now, swapped] = [0, 0, 0];
      for (let edits = 0; edits <= most; edits += 1) {
        const before = read[edits] ?? 0;
        // The same letter; or, with one edit more than before, a letter more, another letter, a letter less, or two swapped.
        now = ((before << 1) & same) | fewer | (fewer << 1) | (now << 1) | swapped;
        read[edits] = now;
        // The second of two swapped letters, the first of which was read with an edit less.
        swapped = (half[edits] ?? 0) & (same << 1);
        half[edits] = (before << 2) & same;
        fewer = before;
      }
    }
    let edits = 0;
    while (edits <= most && ((read[edits] ?? 0) & whole) === 0) edits += 1;
    return edits;
  };
}

/** By letter: where it stands in a word, each place as the bit of having read up to behind it. */
function placesOfLetters(word: string): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let at = 0; at < word.length; at += 1) {
    const letter = word.charCodeAt(at);
    places.set(letter, (places.get(letter) ?? 0) | (2 << at));
  }
  return places;
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
