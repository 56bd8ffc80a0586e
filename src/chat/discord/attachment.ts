import type { APIAttachment, APIChatInputApplicationCommandInteractionData } from 'discord.js';
import { checkSize, readAttachment } from '../../core/attachment.ts';
import type { Attachment } from '../../core/caller.ts';
import { UserError } from '../../core/errors.ts';

/** What the option is called by which a file is attached to a command. */
export const FILE_OPTION = 'file';

/** Where Discord keeps what people attach. */
const HOSTS: ReadonlySet<string> = new Set(['cdn.discordapp.com', 'media.discordapp.net']);
const TIMEOUT_MS = 8_000;

/** Fetches what somebody attached. Throws UserError. */
export type Download = (file: APIAttachment) => Promise<Attachment>;

/** Only from Discord itself, or from where its API was set to be: nobody makes the bot fetch anything else. */
export function createDownload({ apiUrl }: { readonly apiUrl: string }): Download {
  const own = new URL(apiUrl).host;
  return async ({ filename, size, url }) => {
    checkSize(filename, size);
    const host = URL.canParse(url) ? new URL(url).host : '';
    if (!HOSTS.has(host) && host !== own)
      throw new UserError(`${filename} is not kept by Discord. Attach it to the command itself.`);
    return readAttachment(filename, bytesOf(filename, url));
  };
}

/** The file that came along with a command, if one did. */
export function attachedTo({
  options = [],
  resolved,
}: APIChatInputApplicationCommandInteractionData): APIAttachment | undefined {
  const [first] = options;
  const own = first !== undefined && 'options' in first ? (first.options ?? []) : options;
  const file = own.find(({ name }) => name === FILE_OPTION);
  return file !== undefined && 'value' in file ? resolved?.attachments?.[String(file.value)] : undefined;
}

async function* bytesOf(name: string, url: string): AsyncIterable<Uint8Array> {
  const lost = new UserError(`${name} could not be fetched from Discord. Attach it again.`);
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    () => {
      throw lost;
    },
  );
  if (!response.ok || response.body === null) throw lost;
  try {
    yield* response.body;
  } catch {
    throw lost;
  }
}
