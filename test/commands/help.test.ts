import { beforeAll, describe, expect, it } from 'vitest';
import { help } from '../../commands/help.ts';
import { commands } from '../../commands/index.ts';
import type { CommandContext } from '../../src/core/command.ts';
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
  it('lists every command with its usage and description', async () => {
    const text = await asked.text('/help');
    for (const command of commands) {
      expect(text).toContain(`/${command.name}`);
      expect(text).toContain(command.description);
    }
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
    expect(JSON.stringify(cards)).toContain(
      '/shelf put [day:friday|monday] WHAT: Put something on the shelf.',
    );
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
