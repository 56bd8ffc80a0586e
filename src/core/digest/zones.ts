import { UserError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { clip, listOr } from '../text.ts';

/**
 * The IANA name of a time zone as a person typed it, in any case and with blanks for underscores. Throws UserError that offers the
 * nearest there is: people type cities, and abbreviations that stand for several zones.
 */
export function readZone(text: string): string {
  const wanted = text.trim().replaceAll(/\s+/g, '_');
  const known = canonical(wanted);
  if (known !== undefined) return known;
  const offered = offers(wanted);
  throw new UserError(
    `"${clip(text.trim(), 40)}" is no time zone. ${offered.length === 0 ? 'Type one like Europe/Berlin, America/New_York or UTC.' : `Did you mean ${listOr(offered)}?`}`,
  );
}

/**
 * The name as Node spells it; undefined when there is no such zone. Bare offsets change with no summer, so they are none, and what
 * people say for several zones is asked about.
 */
function canonical(wanted: string): string | undefined {
  if (/^(?:UTC|GMT|Z)$/i.test(wanted)) return 'UTC';
  if (Object.hasOwn(SAID, wanted.toLowerCase())) return undefined;
  const listed = zones().find((zone) => zone.toLowerCase() === wanted.toLowerCase());
  if (listed !== undefined) return listed;
  if (!/^[a-z][a-z_-]*(?:\/[a-z_/-]+)?$/i.test(wanted)) return undefined;
  try {
    // Other names, such as Japan, and those of earlier times, such as Asia/Calcutta, which the list leaves out.
    return new Intl.DateTimeFormat('en', { timeZone: wanted }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** What people say for a zone and no list has. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  est: ['America/New_York'],
  edt: ['America/New_York'],
  et: ['America/New_York'],
  eastern: ['America/New_York'],
  cst: ['America/Chicago', 'Asia/Shanghai'],
  cdt: ['America/Chicago'],
  mst: ['America/Denver'],
  pst: ['America/Los_Angeles'],
  pdt: ['America/Los_Angeles'],
  pt: ['America/Los_Angeles'],
  pacific: ['America/Los_Angeles'],
  cet: ['Europe/Berlin', 'Europe/Paris'],
  cest: ['Europe/Berlin', 'Europe/Paris'],
  bst: ['Europe/London'],
  ist: ['Asia/Kolkata'],
  jst: ['Asia/Tokyo'],
  boston: ['America/New_York'],
  beijing: ['Asia/Shanghai'],
  munich: ['Europe/Berlin'],
};

function offers(wanted: string): readonly string[] {
  const word = wanted.toLowerCase();
  const said = Object.hasOwn(SAID, word) ? SAID[word] : undefined;
  if (said !== undefined) return said.flatMap((zone) => canonical(zone) ?? []);
  if (word.length < 3 || word.length > 60) return [];
  const place = word.split('/').at(-1) ?? word;
  const inside = zones().filter((zone) => placeOf(zone) === place);
  if (inside.length > 0) return inside.slice(0, 3);
  const near =
    nearest(
      word,
      zones().map((zone) => zone.toLowerCase()),
    ) ?? nearest(place, zones().map(placeOf));
  return zones()
    .filter((zone) => zone.toLowerCase() === near || placeOf(zone) === near)
    .slice(0, 3);
}

function placeOf(zone: string): string {
  return zone.split('/').at(-1)?.toLowerCase() ?? '';
}

function zones(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}
