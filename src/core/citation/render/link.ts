import type { Item } from '../item.ts';
import { sortName } from '../name.ts';
import type { Rendered } from '../rendered.ts';
import { withdrawnMark } from '../text-parts.ts';
import { plainTitle } from '../title-case.ts';

/** `[Title](https://arxiv.org/abs/…) (Michaud et al., 2025)` */
export function renderMarkdown(item: Item): Rendered {
  const names = item.authors.map((name) => escapeMarkdown(sortName(name)));
  const total = names.length + item.hiddenAuthors;
  const who = total > 2 ? `${names[0]} et al., ` : names.length === 0 ? '' : `${names.join(' & ')}, `;
  const text = `[${escapeMarkdown(plainTitle(item.title))}](${item.url}) (${who}${item.year})`;
  return { text: withdrawnMark(item, text) };
}

/** `Title — https://arxiv.org/abs/…` */
export function renderPlain(item: Item): Rendered {
  return { text: withdrawnMark(item, `${plainTitle(item.title)} — ${item.url}`) };
}

/** Nothing of a title may become emphasis, a link, a formula or HTML. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>~|$]|&(?=#|[A-Za-z]+;)/g, (sign) => `\\${sign}`);
}
