import { beforeAll, describe, expect, it } from 'vitest';
import { help } from '../../commands/help.ts';
import { commands } from '../../commands/index.ts';
import type { CommandContext, Described } from '../../src/core/command.ts';
import type { Reply } from '../../src/core/reply.ts';
import { shelf } from '../chat/shelf.ts';
import { type Asked, openAsked } from './ask.ts';

/** Help on commands of two words; help needs nothing but the commands. */
function withShelf(command: string): Promise<Reply> {
  const context = { commands: [...commands, ...shelf] } as unknown as CommandContext;
  return help.run({ command }, context);
}

let asked: Asked;
beforeAll(async () => {
  asked = await openAsked();
});

describe('/help', () => {
  it('lists every command with its description, those that share their first word in one line', async () => {
    const text = await asked.text('/help');
    for (const { name, description } of commands) {
      const [first, second] = name.split(' ');
      const lines = text.split('\n').filter((line) => new RegExp(`^  /${first}\\b.*: `).test(line));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(second ?? description);
    }
    expect(text).toContain('And /digest list, edit,');
  });

  it('gives examples that say more than the line that lists the command', async () => {
    const [, ...lines] = (await asked.text('/help')).split('Try\n')[1]?.split('\n') ?? [];
    expect(lines).toContain('  /cite 2509.02565');
    expect(lines.filter((line) => /^ {2}\/\S+$/.test(line))).toEqual([]);
  });

  it('tells on Discord how another channel is meant, of those commands that are for one', async () => {
    const on = (platform: string) => ({ commands, platform }) as unknown as CommandContext;
    const footer = async (command?: string, platform = 'discord') =>
      (await help.run(command === undefined ? {} : { command }, on(platform))).footer ?? '';
    expect(await footer()).toContain('To /digest, /follow and /unfollow add channel: for another channel');
    for (const name of ['digest', 'digest list', 'follow'])
      expect(await footer(name)).toContain('Add channel: for another channel, forum or thread');
    expect(await footer('papers')).toBe('');
    for (const name of [undefined, 'digest', 'follow'])
      expect(await footer(name, 'slack')).not.toContain('channel:');
  });

  it('tells of the commands that only the platform has, and who may use what there', async () => {
    const own: Described[] = [
      { name: 'shred', description: 'Shred it.', options: [], examples: ['/shred'], managersOnly: true },
    ];
    const context = { commands: [...commands, ...own], platform: 'discord' } as unknown as CommandContext;
    const list = JSON.stringify(await help.run({}, context));
    expect(list).toContain('/shred: Shred it. (For those who manage the server.)');
    expect(list).toMatch(/And \/digest [^.]* history\. \(For those who manage the server\.\)/);
    expect((await help.run({ command: 'digest list' }, context)).summary).toContain('who manage the server');
    expect((await help.run({ command: 'digest' }, context)).summary).toContain('who manage the server');
    expect((await help.run({ command: 'papers' }, context)).summary).not.toContain('who manage');
    expect((await help.run({ command: 'shred' }, context)).summary).toContain('who manage the server');
    const elsewhere = await help.run({ command: 'shred' }, { ...context, platform: 'slack' });
    expect(elsewhere.summary).toBe('/shred: Shred it.');
  });

  it.each(['papers', '/papers', 'PAPERS'])(
    'explains one command named as %s with its examples',
    async (name) => {
      const text = await asked.text(`/help ${name}`);
      const papers = commands.find((command) => command.name === 'papers');
      for (const example of papers?.examples ?? ['missing']) expect(text).toContain(example);
      expect(text).toContain('sort: ');
    },
  );

  it('about an unknown command names the nearest', async () => {
    await expect(asked.reply('/help paprs')).rejects.toThrow(
      'There is no command "/paprs". Did you mean /papers?',
    );
  });

  it.each(['shelf', '/Shelf'])('lists the commands whose first word is %s', async (name) => {
    const { summary, cards } = await withShelf(name);
    expect(summary).toBe('/shelf goes on with one more word: put or take.');
    expect(JSON.stringify(cards)).toContain('/shelf put WHAT: Put something on the shelf.');
    expect(JSON.stringify(cards)).toContain('/shelf take number:1');
  });

  it('explains a command of two words', async () => {
    expect((await withShelf('/shelf  take')).summary).toBe(
      '/shelf take [number:1-9]: Take something from the shelf.',
    );
    await expect(withShelf('shelf tak')).rejects.toThrow('Did you mean /shelf take?');
  });

  it('gives examples that all find something on the papers that ship', async () => {
    // What belongs to a channel is tried in a channel, by the tests of those commands.
    for (const command of commands.filter(({ name }) => !/^digest |follow$/.test(name))) {
      for (const example of command.examples) {
        expect((await asked.reply(example)).summary).not.toMatch(/^No /);
      }
    }
  });
});
