import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { ChatAdapter } from '../../src/core/chat.ts';
import { type Command, defineCommand } from '../../src/core/command.ts';
import { UserError } from '../../src/core/errors.ts';
import type { Reply } from '../../src/core/reply.ts';
import { shelf } from '../chat/shelf.ts';
import { whoami } from '../chat/whoami.ts';

/** A platform with the adapter started on it, and what a test must be able to see and to break there. */
export type ChatWorld = {
  readonly adapter: ChatAdapter;
  /** A channel where the bot may post, and another one. */
  readonly channels: readonly [string, string];
  /** Somebody types a command line in the first channel; resolves to what they are shown first. */
  ask(line: string): Promise<SeenAnswer>;
  /** All that stands there by now in answer to what was asked. */
  answers(): readonly SeenAnswer[];
  /** What everybody sees in a channel, oldest first. */
  posts(channel: string): Promise<readonly SeenPost[]>;
  /** What somebody reads in their direct messages, oldest first. */
  told(user: string): readonly string[];
  readonly faults: {
    /** Nobody takes direct messages any more. */
    shut(): void;
    /** The next post is shown, and its answer is lost on the way back, however often the platform's library asks again. */
    loseAnswer(): void;
    /** The next post is lost on the way there, however often the platform's library sends it. */
    drop(): void;
    /** Of the next two messages the second is not taken, once. */
    breakOff(): void;
    /** The platform asks to wait so many seconds before the next post. */
    rateLimit(seconds: number): void;
    /** Somebody deletes a message, and what stands under it. */
    remove(channel: string, message: string): void;
    /** The channel takes no more posts, ever. */
    close(channel: string): void;
  };
  /** Who or what was notified by anything shown so far; must stay empty. */
  pings(): readonly string[];
  /** The platform's own limits that were broken so far; must stay empty. */
  broken(): readonly string[];
  stop(): Promise<void>;
};

export type SeenAnswer = { readonly text: string; readonly onlyAsker: boolean };

export type SeenPost = { readonly id: string; readonly text: string; readonly thread?: string };

const SINCE = '2026-01-01T00:00:00.000Z';

/** Shows something before its answer, which everybody in the channel may see. */
const patient = defineCommand({
  name: 'patient',
  description: 'Asks somebody else.',
  options: [{ name: 'end', description: 'How it ends.', type: 'string', required: true, rest: true }],
  examples: [],
  visibility: 'channel',
  async run({ end }, { show }) {
    await show({ summary: 'So far', cards: [] });
    if (end === 'refused') throw new UserError('There is none.');
    return { summary: `It is ${end}`, cards: [] };
  },
});

/**
 * What every chat platform keeps to. The papers that ship are in the library.
 *
 * @param setUp gives a new platform with a started adapter each time; whatever the test leaves behind, `stop` ends it
 */
export function chatAdapterContract(
  name: string,
  setUp: (commands: readonly Command[]) => Promise<ChatWorld>,
): void {
  describe(`the chat adapter contract: ${name}`, () => {
    let world: ChatWorld;
    beforeEach(async () => {
      world = await setUp([...commands, ...shelf, patient, whoami('whoami')]);
    });
    afterEach(async () => {
      await world.stop();
      expect(world.pings()).toEqual([]);
      expect(world.broken()).toEqual([]);
    });

    const post = (text: string, marker = 'm-1', channel = world.channels[0], more = {}) =>
      world.adapter.post(channel, note(text), { marker, ...more });

    test('a command is answered to who asked', async () => {
      const { text, onlyAsker } = await world.ask('/paper 2505.15811');
      expect(text).toContain('On the creation of narrow AI');
      expect(onlyAsker).toBe(true);
    });

    test('a command of two words is answered', async () => {
      const { text } = await world.ask('/shelf put 2505.15811 day:friday');
      expect(text).toContain('Put 2505.15811 friday');
    });

    test('a command knows its asker, and a channel to post to', async () => {
      const { text } = await world.ask('/whoami');
      const { user, channel } = JSON.parse(text.replaceAll('\\', ''));
      expect(user).toMatch(/^[\w/]+$/);
      expect(await post('Set up', 'm-1', channel)).toMatchObject({ kind: 'sent' });
      expect((await world.posts(world.channels[0])).at(-1)?.text).toContain('Set up');
    });

    test('a mistake is explained to who made it', async () => {
      const { text, onlyAsker } = await world.ask('/paper 2505.158');
      expect(text).toContain('"2505.158" is no arXiv id.');
      expect(onlyAsker).toBe(true);
    });

    test('what was shown on the way is gone when the answer is there', async () => {
      await world.ask('/patient found');
      await vi.waitFor(() => {
        expect(world.answers()).toEqual([{ text: expect.stringContaining('It is found'), onlyAsker: false }]);
      });
    });

    test('a refusal after something was shown is for the asker alone, and nothing else stays', async () => {
      await world.ask('/patient refused');
      await vi.waitFor(() => {
        expect(world.answers()).toEqual([
          { text: expect.stringContaining('There is none.'), onlyAsker: true },
        ]);
      });
    });

    test('what was typed is shown as it was typed', async () => {
      expect((await world.ask('/papers @everyone <!channel> *b* `c`')).text).toContain(
        '@everyone <!channel> *b* `c`',
      );
    });

    test('a post is there once, under the id that is returned, and is found by its marker', async () => {
      const outcome = await post('Hello');
      const seen = await world.posts(world.channels[0]);
      expect(seen).toHaveLength(1);
      expect(seen[0]?.text).toContain('Hello');
      expect(outcome).toEqual({ kind: 'sent', id: seen[0]?.id });
      expect(await world.adapter.find(world.channels[0], 'm-1', SINCE)).toEqual({
        kind: 'found',
        id: seen[0]?.id,
      });
    });

    test('a marker that was not posted, or in another channel, is absent', async () => {
      await post('Hello');
      expect(await world.adapter.find(world.channels[0], 'm-2', SINCE)).toEqual({ kind: 'absent' });
      expect(await world.adapter.find(world.channels[1], 'm-1', SINCE)).toEqual({ kind: 'absent' });
    });

    test('an older post is found behind many newer ones', async () => {
      const first = await post('The first', 'first');
      for (let index = 0; index < 3; index += 1) await post(`Number ${index}`, `n-${index}`);
      expect(await world.adapter.find(world.channels[0], 'first', SINCE)).toMatchObject({
        kind: 'found',
        id: first.kind === 'sent' ? first.id : '',
      });
    });

    test('a post under another one stands in its thread and is found there', async () => {
      const root = await post('Root', 'root');
      const thread = root.kind === 'sent' ? root.id : '';
      const reply = await post('Reply', 'reply', world.channels[0], { thread });
      expect(reply.kind).toBe('sent');
      const found = await world.adapter.find(world.channels[0], 'reply', SINCE, thread);
      expect(found).toEqual({ kind: 'found', id: reply.kind === 'sent' ? reply.id : '' });
    });

    test('a post under a message that is gone is refused for that reason only, and is not there', async () => {
      const root = await post('Root', 'root');
      const thread = root.kind === 'sent' ? root.id : '';
      world.faults.remove(world.channels[0], thread);
      const outcome = await post('Reply', 'reply', world.channels[0], { thread });
      expect(outcome).toMatchObject({ kind: 'refused', thread: 'gone' });
      expect(await world.adapter.find(world.channels[0], 'reply', SINCE, thread)).toEqual({ kind: 'absent' });
      expect(await post('Reply', 'again')).toMatchObject({ kind: 'sent' });
    });

    test('a post whose message above is gone goes to the channel when it is posted there instead', async () => {
      const root = await post('Root', 'root');
      const thread = root.kind === 'sent' ? root.id : '';
      world.faults.remove(world.channels[0], thread);
      await post('Reply', 'reply', world.channels[0], { thread });
      expect(await post('Reply', 'reply')).toMatchObject({ kind: 'sent' });
      const [seen] = (await world.posts(world.channels[0])).filter(({ text }) => text.includes('Reply'));
      expect(seen).toMatchObject({ text: expect.any(String) });
      expect(seen?.thread).toBeUndefined();
    });

    test('a lost answer is "unknown", and the post is found', async () => {
      world.faults.loseAnswer();
      expect(await post('Hello')).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/\w/) });
      expect(await world.posts(world.channels[0])).toHaveLength(1);
      expect(await world.adapter.find(world.channels[0], 'm-1', SINCE)).toMatchObject({ kind: 'found' });
    });

    test('a post that never arrived is "unknown", and absent', async () => {
      world.faults.drop();
      expect(await post('Hello')).toMatchObject({ kind: 'unknown' });
      expect(await world.posts(world.channels[0])).toEqual([]);
      expect(await world.adapter.find(world.channels[0], 'm-1', SINCE)).toEqual({ kind: 'absent' });
    });

    test('a platform that asks to wait is not asked again before', async () => {
      world.faults.rateLimit(7);
      const outcome = await post('Hello');
      expect(outcome).toMatchObject({ kind: 'later' });
      if (outcome.kind === 'later') expect(outcome.afterMs).toBeGreaterThanOrEqual(7_000);
      expect(await world.posts(world.channels[0])).toEqual([]);
    });

    test('a closed channel refuses with a reason that a person can read', async () => {
      world.faults.close(world.channels[0]);
      const outcome = await post('Hello');
      expect(outcome).toMatchObject({ kind: 'refused' });
      if (outcome.kind === 'refused') expect(outcome.reason).toMatch(/^[A-Z].{10,}\.|\/invite/);
    });

    test('a post with hostile titles pings nobody, and one of fifty papers leaves nothing out', async () => {
      const title = 'Is <!channel> @everyone <@U1> <https://evil.example|x> *all* `you` need? '
        .repeat(5)
        .trim();
      const cards = Array.from({ length: 50 }, (_, index) => ({
        kind: 'paper' as const,
        id: `2501.${10_000 + index}`,
        title,
        url: `https://arxiv.org/abs/2501.${10_000 + index}`,
        authors: 'Ada One',
        facts: [],
        links: [],
      }));
      const outcome = await world.adapter.post(
        world.channels[0],
        { summary: '50 papers', cards },
        { marker: 'big' },
      );
      expect(outcome.kind).toBe('sent');
      const text = (await world.posts(world.channels[0])).map((seen) => seen.text).join('\n');
      for (const { id } of cards) expect(text).toContain(id);
    }, 40_000);

    test('a post that may not be begun is not begun, and for later', async () => {
      const [channel] = world.channels;
      const outcome = await post('Hello', 'm-1', channel, { mayBegin: () => false });
      expect(outcome).toEqual({ kind: 'later', afterMs: expect.any(Number) });
      expect(await world.posts(channel)).toEqual([]);
      expect(await post('Hello', 'm-1', channel, { mayBegin: () => true })).toMatchObject({ kind: 'sent' });
    });

    test('a long post is not gone on with once that is somebody else’s to do, who finishes it', async () => {
      const cards = manyLongCards();
      const [channel] = world.channels;
      const again = (mayBegin: () => boolean) =>
        world.adapter.post(channel, { summary: '50 papers', cards }, { marker: 'long', mayBegin });
      let asked = 0;
      const outcome = await again(() => (asked += 1) === 1);
      const [first, ...others] = await world.posts(channel);
      expect(others).toEqual([]);
      expect(outcome).toEqual({ kind: 'later', afterMs: expect.any(Number), id: first?.id });
      expect(await again(() => true)).toEqual({ kind: 'sent', id: first?.id });
      const texts = (await world.posts(channel)).map(({ text }) => text);
      expect(new Set(texts).size).toBe(texts.length);
      for (const { id } of cards) expect(texts.join('\n')).toContain(id);
    }, 40_000);

    test('a long post that broke off is there in part, and the same again finishes it', async () => {
      const cards = manyLongCards();
      const [channel] = world.channels;
      const again = () => world.adapter.post(channel, { summary: '50 papers', cards }, { marker: 'long' });
      world.faults.breakOff();
      expect((await again()).kind).toMatch(/later|unknown/);
      const [first, ...others] = await world.posts(channel);
      expect(others).toEqual([]);
      const id = first?.id;
      expect(await world.adapter.find(channel, 'long', SINCE)).toEqual({ kind: 'partly', id });
      expect(await again()).toEqual({ kind: 'sent', id });
      expect(await world.adapter.find(channel, 'long', SINCE)).toEqual({ kind: 'found', id });
      const texts = (await world.posts(channel)).map(({ text }) => text).join('\n');
      const order = [...texts.matchAll(/Number (\d+) /g)].map(([, number]) => Number(number));
      expect([...new Set(order)]).toEqual([...cards.keys()]);
      expect(new Set((await world.posts(channel)).map(({ text }) => text)).size).toBe(
        (await world.posts(channel)).length,
      );
    }, 40_000);

    test('a post has a link, a channel that is not there has none', async () => {
      const [channel] = world.channels;
      const posted = await post('Hello');
      const id = posted.kind === 'sent' ? posted.id : '';
      const link = new URL((await world.adapter.linkTo(channel, id)) ?? '');
      expect(link.protocol).toBe('https:');
      expect(link.pathname).toContain(channel.split('/').at(-1));
      expect(link.pathname).toContain(id.replace('.', ''));
      expect(await world.adapter.linkTo(channel.replace(/\w+$/, '999'), id)).toBeUndefined();
    });

    test('somebody can be told something', async () => {
      const { user } = JSON.parse((await world.ask('/whoami')).text.replaceAll('\\', ''));
      const lines = ['<!channel> @everyone', 'Type: /about'];
      const reply: Reply = {
        summary: 'Your digest rests.',
        cards: [{ kind: 'section', lines }],
        buttons: [{ label: 'About', command: 'about', values: {} }],
      };
      expect(await world.adapter.tell(user, reply)).toEqual({ kind: 'told' });
      expect(world.told(user)).toHaveLength(1);
      for (const words of ['Your digest rests.', ...lines]) expect(world.told(user)[0]).toContain(words);
    });

    test('who cannot be told something is no fault', async () => {
      const { user } = JSON.parse((await world.ask('/whoami')).text.replaceAll('\\', ''));
      world.faults.shut();
      expect(await world.adapter.tell(user, note('Hello'))).toMatchObject({ kind: 'refused' });
      expect(world.told(user)).toEqual([]);
    });

    test('nobody is told anything after the end', async () => {
      const { user } = JSON.parse((await world.ask('/whoami')).text.replaceAll('\\', ''));
      await world.adapter.stop();
      expect(await world.adapter.tell(user, note('Hello'))).toEqual({ kind: 'later', afterMs: 0 });
      expect(world.told(user)).toEqual([]);
    });

    test('what is under way is finished before it stops', async () => {
      const posting = post('Last words');
      await world.adapter.stop();
      expect(await posting).toMatchObject({ kind: 'sent' });
    });
  });
}

function note(text: string): Reply {
  return { summary: text, cards: [{ kind: 'section', lines: ['Sent by a test.'] }] };
}

/** Papers enough for several messages. */
function manyLongCards() {
  return Array.from({ length: 50 }, (_, index) => ({
    kind: 'paper' as const,
    id: `2501.${10_000 + index}`,
    title: `Number ${index} ${'of very many papers '.repeat(12)}`,
    url: `https://arxiv.org/abs/2501.${10_000 + index}`,
    authors: 'Ada One',
    facts: [],
    links: [],
  }));
}
