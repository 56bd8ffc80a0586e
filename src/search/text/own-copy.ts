/** The same text in memory of its own: a word cut out of a text keeps the whole text alive for as long as it is kept. */
export function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}
