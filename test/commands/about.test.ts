import { expect, it, vi } from 'vitest';
import { openAsked } from './ask.ts';

it('/about tells what the library holds, from where, how old it is, and the version', async () => {
  const text = await (await openAsked()).text('/about');
  expect(text).toContain('17 papers in this library. Paperthread 1.2.3.');
  expect(text).toContain(
    'Newest: Understanding sparse autoencoder scaling in the presence of feature manifolds (arXiv:2509.02565, submitted 2 September 2025)',
  );
  expect(text).toMatch(
    /From copied arXiv search pages: 17 papers, as of 1 November 2025 \([\d,]+ days? ago\)/,
  );
  expect(text).toContain('Abstracts cut by their source: 17; author lists cut: 2; withdrawn: 0');
});

it('/about works on an empty library', async () => {
  expect(await (await openAsked([])).text('/about')).toContain('0 papers in this library.');
});

it('/about names the categories that are read to everybody, and what people look for only where nobody else reads it', async () => {
  const asked = await openAsked([]);
  const at = '2026-11-01T00:00:00.000Z';
  const states = [
    { name: 'OAI-PMH cs.LG', lastSuccess: at },
    { name: 'Search "our competitor"', lastSuccess: at, lastError: { since: at, at, message: 'no' } },
    { name: 'Search author:"Ada One"' },
  ];
  vi.spyOn(asked.library, 'sourceStates').mockResolvedValue(states);
  const inChat = await asked.text('/about');
  expect(inChat).toContain('OAI-PMH cs.LG: last read 1 November 2026');
  expect(inChat).toContain(
    '2 searches that people and channels follow: 1 failing, 1 never read to the end yet',
  );
  expect(inChat).not.toMatch(/competitor|Ada/);
  const alone = await asked.reply('/about', [], { nobody: true });
  expect(JSON.stringify(alone.cards)).toContain('our competitor');
});
