import type { Attachment } from './caller.ts';
import type { Command } from './command.ts';
import { UserError } from './errors.ts';
import { type OptionValues, textOption } from './options.ts';

/** Bytes that are too many: far more than any bibliography somebody wrote. */
const TOO_LARGE = 5_000_000;

/** The beginning of an entry of BibTeX. */
const BIB_ENTRY = /(?:^|\s)@[a-z]+\s*[{(]/i;

/** Reads a file that came along. Throws UserError for one of 5 MB or more, and for one that holds no text. */
export async function readAttachment(name: string, chunks: AsyncIterable<Uint8Array>): Promise<Attachment> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    checkSize(name, length);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const text = decode(bytes);
  if (text.includes('\0'))
    throw new UserError(`${name} is no text file. Attach a plain text file, such as a .bib.`);
  return { name, text };
}

/** Throws UserError for a file of so many bytes that is not worth being read. */
export function checkSize(name: string, bytes: number): void {
  if (bytes < TOO_LARGE) return;
  throw new UserError(`${name} is too large: a file must be smaller than 5 MB. Split it and try again.`);
}

/** The command that takes a file, such as a `.bib`. */
export function fileCommand(commands: readonly Command[]): Command | undefined {
  return commands.find(({ takesFile }) => takesFile !== undefined);
}

/** The values with which a command is called for nothing but its file. */
export function fileValues(command: Command): OptionValues {
  const { takesFile } = command;
  const text = textOption(command);
  return typeof takesFile === 'string' && text !== undefined ? { [text]: takesFile } : {};
}

/** Whether what was typed behind a command asks for its file; `alone` when nothing else was said. */
export function asksForFile({ takesFile }: Command, input: string): false | 'alone' | 'with more' {
  const text = input.trim().toLowerCase();
  const word = takesFile === true ? '' : takesFile;
  if (word === undefined) return false;
  if (text === word) return 'alone';
  return word === '' || text.startsWith(`${word} `) ? 'with more' : false;
}

/** Whether a text is a `.bib` file, or begins to be one behind other words. */
export function isBib(text: string): boolean {
  return BIB_ENTRY.test(text);
}

/** Parts what was typed behind a command that takes a file into the words and the file that was pasted there, if one was. */
export function splitPasted(
  { takesFile }: Pick<Command, 'takesFile'>,
  text: string,
): { input: string; attachment?: Attachment } {
  const at = BIB_ENTRY.exec(text)?.index;
  if (at === undefined) return { input: text };
  const words = text.slice(0, at).trim();
  const input = words === '' && typeof takesFile === 'string' ? takesFile : words;
  return { input, attachment: pasted(text.slice(at)) };
}

/** The file that somebody pasted. */
export function pasted(text: string): Attachment {
  return { name: isBib(text) ? 'pasted.bib' : 'pasted text', text: text.trim() };
}

/** Old bibliographies are often not in UTF-8, where every accent would be lost. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
