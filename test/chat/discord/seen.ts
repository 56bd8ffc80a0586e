/**
 * What a reader sees: a backslash before punctuation hides, and so do the invisible letters; what looks like the name of an emoji is
 * one, but in an address or up to its first colon.
 */
export function seen(markdown: string): string {
  const parts = /(https?:\/\/[^\s<>]+)|\\([^\p{L}\p{N}\s])|:(?![^\s:\\]*https?:\/\/)[^\s:\\]+:/gu;
  return markdown
    .replace(parts, (_, link?: string, sign?: string) => link ?? sign ?? '🙂')
    .replace(/[\u200a\u200b]/g, '');
}
