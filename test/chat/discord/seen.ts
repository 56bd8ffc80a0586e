/** What a reader sees: a backslash before punctuation hides, and so do the invisible letters. */
export function seen(markdown: string): string {
  return markdown.replace(/\\([^\p{L}\p{N}\s])/gu, '$1').replace(/[\u200a\u200b]/g, '');
}
