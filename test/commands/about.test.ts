import { expect, it } from 'vitest';
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
