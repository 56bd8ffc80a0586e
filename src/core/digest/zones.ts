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
  const help = OFFSET.test(wanted)
    ? 'An offset does not change with summer time. Type a place, like Europe/Berlin.'
    : 'Type one like Europe/Berlin, America/New_York or UTC.';
  throw new UserError(
    `"${clip(text.trim(), 40)}" is no time zone. ${offered.length === 0 ? help : `Did you mean ${listOr(offered)}?`}`,
  );
}

const OFFSET = /^(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?$/i;

/**
 * The name as IANA spells it today; undefined when there is no such zone. Bare offsets change with no summer, so they are none, and what
 * people say for several zones is asked about.
 */
function canonical(wanted: string): string | undefined {
  if (/^(?:UTC|GMT|Z)$/i.test(wanted)) return 'UTC';
  if (Object.hasOwn(SAID, wanted.toLowerCase())) return undefined;
  const listed = zones().find((zone) => zone.toLowerCase() === wanted.toLowerCase());
  if (listed !== undefined) return listed;
  if (!/^[a-z][a-z_-]*(?:\/[a-z_/-]+)?$/i.test(wanted)) return undefined;
  try {
    // Other names, such as Japan, and those of earlier times, such as Asia/Calcutta.
    return nameOfToday(new Intl.DateTimeFormat('en', { timeZone: wanted }).resolvedOptions().timeZone);
  } catch {
    return undefined;
  }
}

/**
 * IANA's names of today for those that Node (Unicode's CLDR, which never renames) lists and answers with: IANA's file "backward" has
 * these the other way round. Node reads both.
 */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

function nameOfToday(zone: string): string {
  return RENAMED[zone] ?? zone;
}

/** What people say for a zone and no list has: abbreviations, and cities with many readers of papers. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  ...saying(
    'America/New_York',
    'est edt et eastern boston washington philadelphia pittsburgh princeton atlanta baltimore',
  ),
  ...saying('America/Chicago', 'cdt central houston austin dallas'),
  ...saying('America/Denver', 'mst mdt mountain boulder'),
  ...saying(
    'America/Los_Angeles',
    'pst pdt pt pacific san_francisco seattle stanford berkeley palo_alto san_diego pasadena',
  ),
  ...saying('America/Toronto', 'montreal ottawa waterloo'),
  ...saying('Europe/London', 'bst oxford edinburgh manchester'),
  ...saying('Europe/Berlin', 'munich hamburg frankfurt cologne heidelberg stuttgart'),
  ...saying('Europe/Paris', 'lyon grenoble'),
  ...saying('Europe/Zurich', 'geneva lausanne basel'),
  ...saying('Europe/Rome', 'milan turin trieste pisa'),
  ...saying('Europe/Madrid', 'barcelona'),
  ...saying('Asia/Jerusalem', 'haifa tel_aviv'),
  ...saying('Asia/Kolkata', 'ist bangalore bengaluru mumbai delhi new_delhi chennai hyderabad pune'),
  ...saying('Asia/Shanghai', 'beijing shenzhen hangzhou nanjing wuhan guangzhou'),
  ...saying('Asia/Tokyo', 'jst osaka kyoto'),
  ...saying('Australia/Sydney', 'canberra'),
  cst: ['America/Chicago', 'Asia/Shanghai'],
  cet: ['Europe/Berlin', 'Europe/Paris'],
  cest: ['Europe/Berlin', 'Europe/Paris'],
  cambridge: ['America/New_York', 'Europe/London'],
};

function saying(zone: string, names: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, [zone]]));
}

function offers(wanted: string): readonly string[] {
  const word = wanted.toLowerCase();
  const said = Object.hasOwn(SAID, word) ? SAID[word] : undefined;
  if (said !== undefined) return said;
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
  return Intl.supportedValuesOf('timeZone').map(nameOfToday);
}
