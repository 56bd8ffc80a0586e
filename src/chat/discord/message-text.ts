import type { APIMessage } from 'discord.js';

/** Every text a person can read in a message: content, embeds, and the texts of its components, however deep. */
export function textsOf(message: Partial<Pick<APIMessage, 'content' | 'embeds' | 'components'>>): string[] {
  return [
    message.content ?? '',
    ...(message.embeds ?? []).flatMap(({ title, url, description }) => [
      title ?? '',
      url ?? '',
      description ?? '',
    ]),
    ...(message.components ?? []).flatMap(componentTexts),
  ].filter((text) => text !== '');
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
