import { createReadStream } from 'node:fs';
import { commands } from '../../commands/index.ts';
import { renderText } from '../../src/chat/terminal/render.ts';
import { createCitationMemory } from '../../src/citing.ts';
import type { Call } from '../../src/core/call.ts';
import { splitLine } from '../../src/core/options.ts';
import type { ArxivLookup } from '../../src/core/ports.ts';
import type { Reply } from '../../src/core/reply.ts';
import { createDispatch } from '../../src/dispatch.ts';
import { createLibrary, type Library } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { readSource } from '../../src/sources/read-source.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { createDigestWorld } from '../digest/world.ts';
import { createFakeLog } from '../fakes/log.ts';
import { noArxiv } from '../fakes/lookup.ts';

/** A library in memory, asked as a person would: the real store, index and commands, nothing between. */
export type Asked = {
  readonly library: Library;
  /** The neutral reply; throws with the words of a refusal. `shown` takes what is shown before it, `more` says who asks, or that nobody of a platform does, and with which file. */
  readonly reply: (
    line: string,
    shown?: Reply[],
    more?: Partial<Call> & { readonly nobody?: true },
  ) => Promise<Reply>;
  /** The reply as the terminal shows it. */
  readonly text: (line: string) => Promise<string>;
};

/** Opens a library that holds the 17 papers that ship, or these listings instead. */
export async function openAsked(
  listings?: readonly string[],
  withArxiv: (library: Library) => ArxivLookup = () => noArxiv,
): Promise<Asked> {
  const store = await openSqliteStore(':memory:');
  const library = createLibrary({
    store,
    openIndex: async () => createMiniSearchIndex(),
  });
  const arxiv = withArxiv(library);
  const seed = createReadStream(new URL('../../data/listing-michaud.txt', import.meta.url));
  const sources = listings === undefined ? [seed] : listings.map((text) => [Buffer.from(text)]);
  for (const source of sources)
    await library.add((await readSource(from(source), '2025-11-01T00:00:00.000Z')).items);
  const dispatch = createDispatch({
    commands,
    library,
    arxiv,
    citations: createCitationMemory(store),
    digests: createDigestWorld(store, library, Date).digests,
    admins: [],
    log: createFakeLog(),
    software: { version: '1.2.3' },
  });
  const reply: Asked['reply'] = async (line, shown, { nobody, ...more } = {}) => {
    const { command, text } = splitLine(line, commands);
    const outcome = await dispatch({
      command,
      input: text,
      platform: 'test',
      ...(nobody === undefined ? { caller: { user: 'U1', channel: 'C1' } } : {}),
      show: async (interim) => void shown?.push(interim),
      ...more,
    });
    if (outcome.kind === 'refused') throw new Error(outcome.message);
    return outcome.reply;
  };
  return { library, reply, text: async (line) => renderText(await reply(line), { commands }) };
}

/** The ids of a reply's papers, in order. */
export function idsOf(reply: Reply): string[] {
  return reply.cards.flatMap((card) => (card.kind === 'paper' ? [card.id] : []));
}

async function* from(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* chunks;
}
