import type { Seen } from './crash-platforms.ts';

/** A message of a channel, in words that are the same whenever it is posted. */
type Told = {
  readonly channel: string;
  /** Its first line. */
  readonly line: string;
  /** All that can be read of it. */
  readonly text: string;
  /** All that it is made of. */
  readonly whole: string;
  /** The first line of the message under which it stands. */
  readonly under?: string;
};

/** By channel, the oldest first. */
export type Telling = ReadonlyMap<string, readonly Told[]>;

export function tellingOf(seen: readonly Seen[]): Telling {
  const lines = new Map(seen.map(({ id, text }) => [id, firstLine(text)]));
  const told = seen.map(({ channel, text, whole, under }) => ({
    channel,
    line: firstLine(text),
    text,
    whole: JSON.stringify(whole)
      .replaceAll(/https:\/\/chat\.example\/([\d.]+)/g, (_, id: string) => `the link to ${lines.get(id)}`)
      .replaceAll(/post:[0-9a-f]+/g, 'post'),
    ...(under === undefined ? {} : { under: lines.get(under) ?? 'no message' }),
  }));
  return Map.groupBy(told, ({ channel }) => channel);
}

/** All that should stand in a channel once and does not, stands there twice, in the wrong place, in other words or out of order. */
export function wrongIn(telling: Telling, expected: Telling): string[] {
  return [...new Set([...expected.keys(), ...telling.keys()])].flatMap((channel) =>
    wrongInChannel(telling.get(channel) ?? [], expected.get(channel) ?? []).map(
      (what) => `${channel}: ${what}`,
    ),
  );
}

function wrongInChannel(told: readonly Told[], wanted: readonly Told[]): string[] {
  const there = Map.groupBy(told, nameOf);
  const names = new Set(wanted.map(nameOf));
  const wrong = [
    ...wanted.flatMap((one) => {
      const same = there.get(nameOf(one)) ?? [];
      if (same.length !== 1) return [`${nameOf(one)} stands there ${same.length} times`];
      return same[0]?.whole === one.whole
        ? []
        : [`${nameOf(one)} says ${same[0]?.whole} instead of ${one.whole}`];
    }),
    ...[...there.keys()].filter((name) => !names.has(name)).map((name) => `${name} should not be there`),
  ];
  const [order, right] = [told, wanted].map((all) => all.map(nameOf).join('; '));
  return wrong.length > 0 || order === right ? wrong : [`the order is ${order}`];
}

function nameOf({ line, under }: Told): string {
  return under === undefined ? `'${line}'` : `'${line}' under '${under}'`;
}

/** What people see in a channel: its posts, with the titles and versions that each tells of, and what stands under each. */
export function outlineOf(told: readonly Told[]): string {
  const posts: Told[] = [];
  for (const one of told) {
    const before = posts.at(-1);
    // The message before it was too short for all of its list.
    const goesOn = before !== undefined && /^\W*\d+\. /.test(one.line);
    if (goesOn) posts.splice(-1, 1, { ...before, text: `${before.text}\n${one.text}` });
    else posts.push(one);
  }
  const under = Map.groupBy(posts, (one) => one.under);
  return (under.get(undefined) ?? [])
    .flatMap((root) => [inShort(root), ...(under.get(root.line) ?? []).map((one) => `  ${inShort(one)}`)])
    .join('\n');
}

function inShort({ line, text }: Told): string {
  const rest = text.slice(line.length);
  const named = rest.match(/[A-Z][a-z]+ \d\b|v\d → v\d/g) ?? [];
  return named.length === 0 ? line : `${line}: ${named.join(', ')}`;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
