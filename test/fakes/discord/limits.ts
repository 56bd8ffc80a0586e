/**
 * Discord's documented limits, read from its documents and not from our own constants: everything that a test sends passes
 * here. Each fault is a sentence with the place it was found at. Lengths are counted in code points, as Discord does.
 */
export type Json = { readonly [key: string]: unknown };

const V2 = 1 << 15;
/** Interaction answers and channel messages may carry no other flags than these. */
const SENDABLE_FLAGS = (1 << 2) | (1 << 6) | (1 << 12) | V2;

export function length(words: string): number {
  return Array.from(words.trim()).length;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string or number as text; anything else is none. */
export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A component and everything in it, with its place. */
export function components(value: unknown, at = 'components'): { component: Json; at: string }[] {
  return list(value).flatMap((component, index) => {
    const here = `${at}[${index}]`;
    return [
      { component, at: here },
      ...components(component['components'], `${here}.components`),
      ...(isObject(component['accessory']) ? components([component['accessory']], `${here}.accessory`) : []),
      ...(isObject(component['component']) ? components([component['component']], `${here}.component`) : []),
    ];
  });
}

/** Faults of a message body, for sending, answering and editing alike. */
export function messageFaults(body: Json, fileNames: readonly string[] = []): string[] {
  const flags = Number(body['flags'] ?? 0);
  return [
    ...((flags & V2) === 0 ? classicFaults(body) : v2Faults(body, fileNames)),
    ...((flags & ~SENDABLE_FLAGS) === 0 ? [] : [`flags: ${flags} may not be sent`]),
    ...mentionFaults(body),
    ...nonceFaults(body),
  ];
}

function classicFaults(body: Json): string[] {
  const content = text(body['content']);
  const embeds = list(body['embeds']);
  return [
    ...(content.trim() === '' && embeds.length === 0 && list(body['components']).length === 0
      ? ['an empty message (50006)']
      : []),
    ...atMost('content', length(content), 2_000),
    ...atMost('embeds', embeds.length, 10),
    ...atMost(
      'characters over all embeds',
      embeds.reduce((sum, embed) => sum + embedLength(embed), 0),
      6_000,
    ),
    ...embeds.flatMap((embed, index) => embedFaults(embed, `embeds[${index}]`)),
    ...atMost('rows', list(body['components']).length, 5),
    ...components(body['components']).flatMap(({ component, at }) => componentFaults(component, at)),
    ...customIdFaults(body),
  ];
}

function v2Faults(body: Json, fileNames: readonly string[]): string[] {
  const all = components(body['components']);
  const characters = all.reduce(
    (sum, { component }) => sum + (component['type'] === 10 ? length(text(component['content'])) : 0),
    0,
  );
  const referred = all.flatMap(({ component }) =>
    component['type'] === 13 && isObject(component['file']) ? [text(component['file']['url'])] : [],
  );
  const urls = fileNames.map((name) => `attachment://${name}`);
  return [
    ...['content', 'embeds', 'poll', 'sticker_ids'].flatMap((key) =>
      body[key] === undefined || body[key] === null ? [] : [`${key}: not allowed beside Components V2`],
    ),
    ...(all.length === 0 ? ['an empty message (50006)'] : []),
    ...atMost('components in all', all.length, 40),
    ...atMost('characters over all text displays', characters, 4_000),
    ...all.flatMap(({ component, at }) => componentFaults(component, at)),
    ...customIdFaults(body),
    ...referred.filter((url) => !urls.includes(url)).map((url) => `${url}: no such file is attached`),
    ...urls.filter((url) => !referred.includes(url)).map((url) => `${url}: attached but not shown`),
    ...atMost('files', fileNames.length, 10),
  ];
}

function componentFaults(component: Json, at: string): string[] {
  const children = list(component['components']);
  switch (component['type']) {
    case 1:
      return between(`${at}.components`, children.length, 1, 5);
    case 2:
      return buttonFaults(component, at);
    case 3:
      return [
        ...between(`${at}.options`, list(component['options']).length, 1, 25),
        ...atMost(`${at}.placeholder`, length(text(component['placeholder'])), 150),
      ];
    case 4:
      return atMost(`${at}.max_length`, Number(component['max_length'] ?? 0), 4_000);
    case 9:
      return [
        ...between(`${at}.components`, children.length, 1, 3),
        ...(isObject(component['accessory']) ? [] : [`${at}.accessory: a section needs one`]),
      ];
    case 10:
      return between(`${at}.content`, length(text(component['content'])), 1, 4_000);
    case 13:
    case 14:
    case 18:
      return [];
    case 17:
      return between(`${at}.components`, children.length, 1, 40);
    default:
      return [`${at}.type: ${text(component['type'])} is not known here`];
  }
}

function buttonFaults(button: Json, at: string): string[] {
  const link = button['style'] === 5;
  const url = text(button['url']);
  return [
    ...between(`${at}.label`, length(text(button['label'])), 1, 80),
    ...(link && !/^(?:https?|discord):\/\/\S+$/.test(url) ? [`${at}.url: not an address`] : []),
    ...(link ? atMost(`${at}.url`, url.length, 512) : []),
    ...(link === (button['custom_id'] === undefined) ? [] : [`${at}: either a url or a custom_id`]),
    ...(link ? [] : between(`${at}.custom_id`, length(text(button['custom_id'])), 1, 100)),
  ];
}

function customIdFaults(body: Json): string[] {
  const ids = components(body['components']).flatMap(({ component }) => component['custom_id'] ?? []);
  return new Set(ids).size === ids.length ? [] : ['custom_id: used twice in one message'];
}

function embedLength(embed: Json): number {
  const author = isObject(embed['author']) ? text(embed['author']['name']) : '';
  const footer = isObject(embed['footer']) ? text(embed['footer']['text']) : '';
  const fields = list(embed['fields']).map((field) => `${text(field['name'])}${text(field['value'])}`);
  return [text(embed['title']), text(embed['description']), author, footer, ...fields].reduce(
    (sum, part) => sum + length(part),
    0,
  );
}

function embedFaults(embed: Json, at: string): string[] {
  return [
    ...atMost(`${at}.title`, length(text(embed['title'])), 256),
    ...atMost(`${at}.description`, length(text(embed['description'])), 4_096),
    ...atMost(`${at}.fields`, list(embed['fields']).length, 25),
    ...list(embed['fields']).flatMap((field, index) => [
      ...between(`${at}.fields[${index}].name`, length(text(field['name'])), 1, 256),
      ...between(`${at}.fields[${index}].value`, length(text(field['value'])), 1, 1_024),
    ]),
  ];
}

/** Ours must always say that nobody is pinged, and Discord refuses a list beside the same kind in `parse`. */
function mentionFaults(body: Json): string[] {
  const allowed = body['allowed_mentions'];
  if (!isObject(allowed)) return ['allowed_mentions: missing, so that text could ping'];
  const parse = Array.isArray(allowed['parse']) ? allowed['parse'] : [];
  return ['users', 'roles'].flatMap((kind) =>
    parse.includes(kind) && Array.isArray(allowed[kind]) ? [`allowed_mentions: ${kind} twice`] : [],
  );
}

function nonceFaults(body: Json): string[] {
  return atMost('nonce', text(body['nonce']).length, 25);
}

export function atMost(what: string, number: number, most: number): string[] {
  return number <= most ? [] : [`${what}: ${number}, at most ${most}`];
}

export function between(what: string, number: number, least: number, most: number): string[] {
  return number >= least ? atMost(what, number, most) : [`${what}: ${number}, at least ${least}`];
}
