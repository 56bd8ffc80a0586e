import { dayOf } from '../core/day.ts';
import type { PaperVersion } from '../core/paper.ts';
import { fieldText } from './listing-fields.ts';
import type { Moment } from './mail-date.ts';
import { child, type XmlElement } from './xml.ts';

/** The text of the first child of that name as one clean line; undefined when there is none or it is empty. */
export function fieldOf(element: XmlElement, name: string): string | undefined {
  const found = child(element, name);
  const text = found === undefined ? '' : fieldText([found.text]);
  return text === '' ? undefined : text;
}

/** Reads `2026-04-12T22:59:06Z` or one with an offset, as the Atom API and OAI-PMH envelopes have it; undefined for impossible moments. */
export function readStamp(text: string): Moment | undefined {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]([01]\d):[0-5]\d)$/.exec(
      text,
    );
  if (match === null || dayOf(Number(match[1]), Number(match[2]), Number(match[3])) === undefined)
    return undefined;
  const at = new Date(text).toISOString();
  return { at, day: at.slice(0, 10) };
}

/** A version that is known with its number and moment. */
export function exactVersion(number: number, moment: Moment): PaperVersion {
  return { number, exact: true, submitted: moment.day, calendar: 'gmt', submittedAt: moment.at };
}

/** Classes separated by `;` or `,`; what stands in parentheses, as in `06A07 (06C99, 06D99)`, belongs to the class before it. */
export function readClassList(text: string): string[] {
  const entries: string[] = [];
  let depth = 0;
  for (const part of text.split(/([;,])/)) {
    const isSeparator = part === ';' || part === ',';
    if (isSeparator && depth === 0) entries.push('');
    else entries.push(`${entries.pop() ?? ''}${part}`);
    depth = Math.max(0, depth + part.split('(').length - part.split(')').length);
  }
  return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

/** Empty lists and undefined facts are absent keys. */
export function present<T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(facts).filter(
    ([, fact]) => fact !== undefined && !(Array.isArray(fact) && fact.length === 0),
  );
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
