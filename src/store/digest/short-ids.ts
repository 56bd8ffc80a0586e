/** The digits of numbers to base 64: each is one byte, and none is escaped in JSON. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
/** So many of them hold the five digits of an id. */
const WIDTH = 3;

/**
 * Ids of papers as one text, in their order: of those of today's form the month once for all that follow each other, and three
 * characters for each number: `2611:001002 hep-th/9901001`. A digest keeps hundreds of them, mostly of one month, but in the order of
 * their relevance, so that it is no help how near they are to each other.
 */
export function shortIds(ids: readonly string[]): string {
  let month = '';
  return ids
    .map((id) => {
      const before = month;
      const [, its = '', number] = /^(\d{4})\.(\d{5})$/.exec(id) ?? [];
      month = its;
      if (number === undefined) return ` ${id}`;
      return (month === before ? '' : ` ${month}:`) + asDigits(Number(number));
    })
    .join('')
    .slice(1);
}

/** The ids of such a text, or of one of an earlier release: `2611.00001 00002 2610.12345`. */
export function wholeIds(text: string): string[] {
  if (text === '') return [];
  let month = '';
  return text.split(' ').flatMap((piece) => {
    const [, its, numbers = ''] = /^(\d{4}):(.*)$/.exec(piece) ?? [];
    if (its !== undefined)
      return Array.from({ length: numbers.length / WIDTH }, (_, index) => {
        const number = numberAt(numbers, index * WIDTH);
        return `${its}.${String(number).padStart(5, '0')}`;
      });
    const id = /^\d+$/.test(piece) ? month + piece : piece;
    month = /^\d{4}\.(?=\d+$)/.exec(id)?.[0] ?? '';
    return id;
  });
}

function asDigits(number: number): string {
  return DIGITS.charAt(number >> 12) + DIGITS.charAt((number >> 6) & 63) + DIGITS.charAt(number & 63);
}

function numberAt(text: string, at: number): number {
  const digit = (place: number): number => DIGITS.indexOf(text.charAt(at + place));
  return (digit(0) << 12) + (digit(1) << 6) + digit(2);
}
