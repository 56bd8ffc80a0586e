/**
 * Slack's documented limits on what an app sends, written down apart from the code that keeps to them. Every payload that
 * reaches the loopback Slack goes through here; `faultsOf` names each place that the real one would refuse, cut, or let
 * ping somebody.
 */

type Json = Readonly<Record<string, unknown>>;

const MESSAGE_METHODS = ['chat.postMessage', 'chat.postEphemeral', 'chat.update', 'response_url'];
const MOST_BLOCK_TEXT = 13_000;

const SAME_SOUND = 'has buttons that a screen reader cannot tell apart';

/** Whether Slack itself would refuse a payload for this, or take it to somebody's disadvantage. */
export function isRefused(fault: string): boolean {
  return !fault.endsWith(SAME_SOUND);
}

/** Every fault of one payload, in words; empty for one that may be sent. */
export function faultsOf(method: string, payload: Json): string[] {
  const faults: string[] = [];
  const fault = (where: string, what: string): void => void faults.push(`${method} ${where}: ${what}`);
  if (MESSAGE_METHODS.includes(method) && payload['delete_original'] !== true) {
    const text = payload['text'];
    if (typeof text !== 'string' || text.trim() === '') fault('text', 'is empty');
    else {
      if (text.length > 4_000) fault('text', `has ${text.length} letters; more than 4000 are split`);
      checkMarkup(text, 'text', fault);
    }
    if (payload['unfurl_links'] !== false || payload['unfurl_media'] !== false)
      fault('unfurl', 'links of the message would unfold');
    if (payload['link_names'] !== undefined || payload['parse'] !== undefined)
      fault('parse', 'names would become mentions');
  }
  if (method === 'chat.postMessage' && payload['metadata'] !== undefined)
    checkMetadata(payload['metadata'], fault);
  if (payload['blocks'] !== undefined) checkBlocks(payload['blocks'], 50, 'blocks', fault);
  for (const [url, unfurl] of Object.entries(record(payload['unfurls'])))
    checkBlocks(record(unfurl)['blocks'], 50, `unfurls[${url}]`, fault);
  if (payload['view'] !== undefined) checkView(record(payload['view']), fault);
  return faults;
}

type Fault = (where: string, what: string) => void;

function checkMetadata(value: unknown, fault: Fault): void {
  const metadata = record(value);
  if (typeof metadata['event_type'] !== 'string') fault('metadata', 'has no event_type');
  if (JSON.stringify(metadata).length > 500) fault('metadata', 'is more than an opaque key');
}

function checkView(view: Json, fault: Fault): void {
  checkBlocks(view['blocks'], 100, 'view.blocks', fault);
  if (JSON.stringify(view).length > 250_000) fault('view', 'is over 250 KB');
  if (view['type'] === 'modal') {
    for (const [key, most] of [
      ['title', 24],
      ['submit', 24],
      ['close', 24],
    ] as const)
      if (view[key] !== undefined) checkText(record(view[key]), most, `view.${key}`, fault);
    if (view['title'] === undefined) fault('view.title', 'is missing');
  }
  atMost(view['private_metadata'], 3_000, 'view.private_metadata', fault);
  atMost(view['callback_id'], 255, 'view.callback_id', fault);
}

function checkBlocks(value: unknown, most: number, where: string, fault: Fault): void {
  if (!Array.isArray(value) || value.length === 0)
    return fault(where, 'is no list of blocks, or an empty one');
  if (value.length > most) fault(where, `has ${value.length} blocks of ${most}`);
  const ids = value.map((block) => record(block)['block_id']).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) fault(where, 'repeats a block_id');
  const letters = textIn(value);
  if (letters > MOST_BLOCK_TEXT) fault(where, `has ${letters} letters in its blocks (msg_blocks_too_long)`);
  for (const [index, block] of value.entries()) checkBlock(record(block), `${where}[${index}]`, fault);
}

function checkBlock(block: Json, where: string, fault: Fault): void {
  atMost(block['block_id'], 255, `${where}.block_id`, fault);
  switch (block['type']) {
    case 'section': {
      const fields = list(block['fields']);
      if (block['text'] === undefined && fields.length === 0) fault(where, 'has neither text nor fields');
      if (block['text'] !== undefined) checkText(record(block['text']), 3_000, `${where}.text`, fault);
      if (fields.length > 10) fault(where, 'has more than 10 fields');
      for (const field of fields) checkText(record(field), 2_000, `${where}.fields`, fault);
      if (block['accessory'] !== undefined)
        checkElement(record(block['accessory']), `${where}.accessory`, fault);
      return;
    }
    case 'header':
      return checkText(record(block['text']), 150, `${where}.text`, fault);
    case 'context': {
      const elements = list(block['elements']);
      if (elements.length < 1 || elements.length > 10)
        fault(where, `has ${elements.length} elements, not 1 to 10`);
      for (const one of elements) checkText(record(one), 3_000, `${where}.elements`, fault);
      return;
    }
    case 'actions': {
      const elements = list(block['elements']);
      if (elements.length < 1 || elements.length > 25)
        fault(where, `has ${elements.length} elements, not 1 to 25`);
      const ids = elements.map((one) => record(one)['action_id']);
      if (new Set(ids).size < ids.length) fault(where, 'repeats an action_id');
      const labels = elements.map(
        (one) => record(one)['accessibility_label'] ?? record(record(one)['text'])['text'],
      );
      if (new Set(labels).size < labels.length) fault(where, SAME_SOUND);
      for (const one of elements) checkElement(record(one), `${where}.elements`, fault);
      return;
    }
    case 'input':
      checkText(record(block['label']), 2_000, `${where}.label`, fault);
      if (block['hint'] !== undefined) checkText(record(block['hint']), 2_000, `${where}.hint`, fault);
      return checkElement(record(block['element']), `${where}.element`, fault);
    case 'rich_text':
      if (list(block['elements']).length === 0) fault(where, 'is empty');
      return checkRich(block['elements'], where, fault);
    case 'divider':
      return;
    default:
      fault(where, `has the type ${String(block['type'])}, which is not one of ours`);
  }
}

function checkElement(element: Json, where: string, fault: Fault): void {
  atMost(element['action_id'], 255, `${where}.action_id`, fault);
  if (element['placeholder'] !== undefined)
    checkText(record(element['placeholder']), 150, `${where}.placeholder`, fault);
  if (element['confirm'] !== undefined) checkConfirm(record(element['confirm']), where, fault);
  switch (element['type']) {
    case 'button':
      checkText(record(element['text']), 75, `${where}.text`, fault);
      if (record(element['text'])['type'] !== 'plain_text') fault(where, 'a label must be plain text');
      atMost(element['value'], 2_000, `${where}.value`, fault);
      atMost(element['url'], 3_000, `${where}.url`, fault);
      return atMost(element['accessibility_label'], 75, `${where}.accessibility_label`, fault);
    case 'static_select':
    case 'external_select': {
      const options = list(element['options']);
      if (element['type'] === 'static_select' && (options.length < 1 || options.length > 100))
        fault(where, `has ${options.length} options, not 1 to 100`);
      for (const option of options) {
        checkText(record(record(option)['text']), 75, `${where}.option`, fault);
        atMost(record(option)['value'], 150, `${where}.option.value`, fault);
      }
      return;
    }
    case 'plain_text_input':
      if (Number(element['max_length'] ?? 0) > 3_000) fault(where, 'takes more than 3000 letters');
      return atMost(element['initial_value'], 3_000, `${where}.initial_value`, fault);
    default:
      fault(where, `has the type ${String(element['type'])}, which is not one of ours`);
  }
}

function checkConfirm(confirm: Json, where: string, fault: Fault): void {
  for (const [key, most] of [
    ['title', 100],
    ['text', 300],
    ['confirm', 30],
    ['deny', 30],
  ] as const)
    checkText(record(confirm[key]), most, `${where}.confirm.${key}`, fault);
}

function checkText(text: Json, most: number, where: string, fault: Fault): void {
  const letters = text['text'];
  if (typeof letters !== 'string' || letters === '') return fault(where, 'has no text');
  if (letters.length > most) fault(where, `has ${letters.length} letters of ${most}`);
  if (!letters.isWellFormed()) fault(where, 'cuts a sign in two');
  if (text['type'] === 'mrkdwn') {
    checkMarkup(letters, where, fault);
    if (text['emoji'] !== undefined) fault(where, 'sets emoji on mrkdwn');
  } else if (text['type'] !== 'plain_text') fault(where, `is neither mrkdwn nor plain_text`);
}

/** Live tokens in text that Slack reads. */
function checkMarkup(text: string, where: string, fault: Fault): void {
  if (!text.isWellFormed()) fault(where, 'cuts a sign in two');
  const rest = text.replace(/<https:\/\/[^<>|]+\|[^<>|]+>/g, '');
  const token = /<[!@#]?[^<>]*>?|>/.exec(rest);
  if (token !== null) fault(where, `holds the live token ${token[0].slice(0, 40)}`);
  if (/&(?!(?:amp|lt|gt);)/.test(rest)) fault(where, 'holds a bare or cut entity');
}

const RICH = [
  'rich_text_section',
  'rich_text_preformatted',
  'rich_text_quote',
  'rich_text_list',
  'text',
  'link',
  'channel',
];

function checkRich(value: unknown, where: string, fault: Fault): void {
  for (const part of list(value).map(record)) {
    const type = String(part['type']);
    if (!RICH.includes(type)) fault(where, `holds a ${type}, which could notify somebody`);
    if (type === 'text' || type === 'link') {
      const text = part['text'];
      if (typeof text !== 'string' || text === '') fault(where, `has a ${type} without text`);
      else if (text.length > 3_000 || !text.isWellFormed())
        fault(where, `has a ${type} that is too long or cut`);
      if (type === 'link' && !/^https:\/\/(?:[a-z0-9-]+\.)*[a-z0-9-]+\//.test(String(part['url'])))
        fault(where, `links to ${String(part['url'])}`);
      if (type === 'link') atMost(part['url'], 3_000, `${where}.url`, fault);
    } else if (type !== 'channel' && list(part['elements']).length === 0)
      fault(where, `has an empty ${type}`);
    checkRich(part['elements'], where, fault);
  }
}

function textIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, part) => sum + textIn(part), 0);
  return Object.entries(record(value)).reduce(
    (sum, [key, part]) =>
      sum + ((key === 'text' || key === 'url') && typeof part === 'string' ? part.length : textIn(part)),
    0,
  );
}

function atMost(value: unknown, most: number, where: string, fault: Fault): void {
  if (value === undefined) return;
  if (typeof value !== 'string' || value.length > most) fault(where, `is over ${most} letters`);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
