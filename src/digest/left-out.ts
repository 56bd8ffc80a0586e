const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show at a moment (ms), as a moment of GMT at which clocks there show the same. */
export function wallTime(moment: number, zone: string): number {
  let format = formats.get(zone);
  if (format === undefined) {
    // Sweden writes a time as ISO does, but for the T.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(zone, format);
  }
  return Date.parse(`${format.format(moment).replace(' ', 'T')}Z`);
}

/** The moment (ms) at which the clocks of a zone jump over this wall time; undefined where they show it. */
export function jumpOver(wall: number, zone: string): number | undefined {
  const offset = (moment: number): number => wallTime(moment, zone) - moment;
  let [before, after] = [wall - DAY_MS, wall + DAY_MS];
  const [was, is] = [offset(before), offset(after)];
  while (after - before > MINUTE_MS) {
    const middle = (before + after) / 2 - (((before + after) / 2) % MINUTE_MS);
    if (offset(middle) === was) before = middle;
    else after = middle;
  }
  return after + was <= wall && wall < after + is ? after : undefined;
}
