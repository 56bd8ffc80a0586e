import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { type Asked, openAsked } from './ask.ts';

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

  it('gives examples that all find something on the papers that ship', async () => {
    for (const command of commands) {
      for (const example of command.examples) {
        expect((await asked.reply(example)).summary).not.toMatch(/^No /);
      }
    }
  });
});
