/** A field of a query that is typed whole. */
export type TypedField = { readonly kind: 'author' | 'category'; readonly value: string };

/** A query as far as it is typed. */
export type TypedQuery = {
  /** What stands before what is being typed. */
  readonly before: string;
  /** What is being typed: the value of a field, or else words. */
  readonly field?: { readonly kind: 'author' | 'category' | 'title'; readonly name: string };
  readonly value: string;
};

const FIELD = /(?<![\p{L}\p{N}])(?:author|au|category|cat|title|ti):/giu;
const WHOLE_FIELD = /(?<!\S)(author|au|category|cat):(?:"([^"]*)"|(\S+))/giu;
const ANY_FIELD = /(?<!\S)-?\p{L}+:(?:"[^"]*"?|\S*)/gu;

/**
 * The ways to read a query that is being typed, the likeliest first. Behind a field without quotes what follows a blank may belong to
 * it ("author:marco hut"), or be what is typed next ("author:hutter leg").
 */
export function readTyped(typed: string): TypedQuery[] {
  const found = [...typed.matchAll(FIELD)].at(-1);
  if (found === undefined) return [{ before: '', value: typed }];
  const [name] = found;
  const before = typed.slice(0, found.index);
  const rest = typed.slice(found.index + name.length);
  const field = { kind: kindOf(name), name };
  const quoted = /^"([^"]*)("?)(.*)$/su.exec(rest);
  const [, value = '', closed = '', behind = ''] = quoted ?? [];
  if (closed !== '' && behind.trim() !== '') return [next(typed, behind)];
  const inField = { before, field, value: quoted === null ? rest : value };
  const blank = /\s\S/u.exec(rest);
  return quoted !== null || blank === null ? [inField] : [inField, next(typed, rest.slice(blank.index))];
}

function next(typed: string, behind: string): TypedQuery {
  const value = behind.trimStart();
  return { before: typed.slice(0, typed.length - value.length), value };
}

/** The authors and categories that a text has as whole fields. */
export function fieldsIn(text: string): TypedField[] {
  return Array.from(text.matchAll(WHOLE_FIELD), ([, name = '', quoted, word]) => ({
    kind: /^a/iu.test(name) ? 'author' : 'category',
    value: quoted ?? word ?? '',
  }));
}

/** The words of a text that are in no field. */
export function wordsBeside(text: string): string {
  return text.replaceAll(ANY_FIELD, ' ');
}

function kindOf(name: string): 'author' | 'category' | 'title' {
  return /^a/iu.test(name) ? 'author' : /^c/iu.test(name) ? 'category' : 'title';
}
