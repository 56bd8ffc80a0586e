import { expect, it } from 'vitest';
import type { Query } from '../../../src/core/query.ts';
import { KeptDocuments } from '../../../src/search/memory/kept-documents.ts';
import { warmUp } from '../../../src/search/memory/warm-up.ts';

function documentsOf(many: number): KeptDocuments {
  const documents = new KeptDocuments();
  for (let number = 0; number < many; number += 1)
    documents.put({ id: `a${number}`, title: `Sparse autoencoders of layer ${number}` });
  return documents;
}

it('a large library is asked a few questions, once', async () => {
  const asked: Query[] = [];
  const ask = (query: Query): void => {
    asked.push(query);
  };
  await warmUp(documentsOf(17), ask);
  expect(asked).toEqual([]);
  await warmUp(documentsOf(1_000), ask);
  const texts = asked.map(({ terms }) => terms.map(({ text }) => text).join(' '));
  expect(texts).toContain('Sparse autoencoders layer');
  expect(texts).toContain('Sprse autoencoders layer');
  await warmUp(documentsOf(1_000), ask);
  expect(asked).toHaveLength(texts.length);
});
