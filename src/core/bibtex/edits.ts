import type { BibEntry, BibField, Span } from './scan.ts';

/** What to put in the place of a stretch of the text. */
export type Edit = Span & { readonly text: string };

/** The text with all edits made. Of two that overlap the one that comes first is made. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) continue;
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return [...parts, text.slice(at)].join('');
}

/** Another value, in the braces, quotes or nakedness of the one before. */
export function replaceValue(text: string, field: BibField, value: string): Edit {
  const before = text.slice(field.valueAt.start, field.valueAt.end);
  const bare = /^\d+$/.test(before) && /^\d+$/.test(value);
  const quoted = before.startsWith('"') && !value.includes('"');
  const written = bare ? value : quoted ? `"${value}"` : `{${value}}`;
  return { ...field.valueAt, text: written };
}

/** New fields behind the last one, in the look of that one. */
export function addFields(
  text: string,
  entry: BibEntry,
  fields: readonly (readonly [string, string])[],
): Edit[] {
  const last = entry.fields.at(-1);
  if (fields.length === 0) return [];
  if (last === undefined) {
    const added = fields.map(([name, value]) => `, ${name} = {${value}}`).join('');
    return [{ start: entry.keyAt.end, end: entry.keyAt.end, text: added }];
  }
  const [padding, after] = aroundEqualSign(text, last);
  const width = last.name.length + padding.length;
  const isColumn = entry.fields.every(
    (field) => field.name.length + aroundEqualSign(text, field)[0].length === width,
  );
  const margin = /\n[ \t]*$/.exec(text.slice(entry.at.start, last.at.start))?.[0] ?? ' ';
  const added = fields.map(([name, value]) => {
    const head = isColumn && padding !== '' && name.length < width ? name.padEnd(width) : `${name}${padding}`;
    return `,${margin}${head}=${after.includes('\n') ? ' ' : after}{${value}}`;
  });
  return [{ start: last.at.end, end: last.at.end, text: added.join('') }];
}

function aroundEqualSign(text: string, field: BibField): [before: string, after: string] {
  const head = text.slice(field.at.start, field.valueAt.start);
  const [, before = ' ', after = ' '] = /^[^\s=]+(\s*)=(\s*)$/.exec(head) ?? [];
  return [before, after];
}

/** Takes a field away, with the comma before it: of neighbours that all go nothing is left either. */
export function removeField(entry: BibEntry, field: BibField): Edit {
  const before = entry.fields[entry.fields.indexOf(field) - 1]?.at.end ?? entry.keyAt.end;
  return { start: before, end: field.at.end, text: '' };
}

export function setType(entry: BibEntry, type: string): Edit[] {
  return entry.type === type ? [] : [{ ...entry.typeAt, text: type }];
}
