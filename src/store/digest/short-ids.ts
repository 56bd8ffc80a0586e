/**
 * Ids of papers as one text, each without what it has in common with the one before it: `2611.00001 00002 2610.12345`. A digest keeps
 * hundreds of them, mostly of one month.
 */
export function shortIds(ids: readonly string[]): string {
  let month = '';
  return ids
    .map((id) => {
      const before = month;
      month = monthOf(id);
      return month !== '' && month === before ? id.slice(month.length) : id;
    })
    .join(' ');
}

/** The ids of such a text. */
export function wholeIds(text: string): string[] {
  if (text === '') return [];
  let month = '';
  return text.split(' ').map((piece) => {
    const id = /^\d+$/.test(piece) ? month + piece : piece;
    month = monthOf(id);
    return id;
  });
}

/** `2611.` of an id of today's form; nothing of an older one. */
function monthOf(id: string): string {
  return /^\d{4}\.(?=\d+$)/.exec(id)?.[0] ?? '';
}
