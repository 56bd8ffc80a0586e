import type { APIAttachment, APIEmbed, APIMessage, APIPoll } from 'discord.js';

type Readable = Partial<
  Pick<APIMessage, 'content' | 'embeds' | 'attachments' | 'components' | 'poll' | 'message_snapshots'>
>;

/**
 * Every text a person can read in a message: content, all of its embeds, what its files are called, the texts of its components,
 * however deep, its poll, and the messages that it forwards.
 */
export function textsOf(message: Readable): string[] {
  return [
    message.content ?? '',
    ...(message.embeds ?? []).flatMap(embedTexts),
    ...(message.attachments ?? []).flatMap(fileTexts),
    ...(message.components ?? []).flatMap(componentTexts),
    ...(message.poll === undefined ? [] : pollTexts(message.poll)),
    ...(message.message_snapshots ?? []).flatMap(({ message: forwarded }) => textsOf(forwarded)),
  ].filter((text) => text !== '');
}

function embedTexts({ author, title, url, description, fields = [], footer }: APIEmbed): string[] {
  return [
    author?.name,
    author?.url,
    title,
    url,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
    footer?.text,
  ].filter((text) => text !== undefined);
}

function fileTexts({ filename, title, description }: APIAttachment): string[] {
  return [filename, title, description].filter((text) => text !== undefined);
}

function pollTexts({ question, answers }: APIPoll): string[] {
  return [question, ...answers.map(({ poll_media }) => poll_media)].flatMap(({ text }) => text ?? []);
}

/** The custom ids of a message's buttons. */
export function customIdsOf(message: Pick<APIMessage, 'components'>): string[] {
  return (message.components ?? []).flatMap((component) => fieldsOf(component, 'custom_id'));
}

function componentTexts(component: object): string[] {
  return [...fieldsOf(component, 'content'), ...fieldsOf(component, 'url')];
}

/** The strings under this key in a component and all that it holds. */
function fieldsOf(component: object, key: string): string[] {
  return Object.entries(component).flatMap(([name, value]: [string, unknown]) => {
    if (name === key) return typeof value === 'string' ? [value] : [];
    return typeof value === 'object' && value !== null ? fieldsOf(value, key) : [];
  });
}
