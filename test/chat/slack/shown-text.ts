/** All that a person reads in these messages: the text of their blocks, one line a block; buttons are left out. */
export function shownText(messages: readonly { readonly blocks?: unknown }[]): string {
  return messages
    .flatMap(({ blocks }) => list(blocks))
    .filter((block) => record(block)['type'] !== 'actions')
    .map((block) => textOf(block))
    .join('\n');
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('');
  return Object.entries(record(value))
    .map(([key, part]) => (key === 'text' && typeof part === 'string' ? part : textOf(part)))
    .join('');
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
