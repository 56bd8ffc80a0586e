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

it('a large library is asked a few questions, once, of long words first', async () => {
  const asked: Query[] = [];
  const did: string[] = [];
  const ask = (query: Query) => {
    asked.push(query);
    did.push('asked');
    setImmediate(() => did.push('breathed'));
    return {
      hits: [
        {
          id: 'a1',
          score: 1,
          get matched() {
            did.push('matched');
            return [];
          },
        },
      ],
    };
  };
  await warmUp(documentsOf(17), ask);
  expect(asked).toEqual([]);
  await warmUp(documentsOf(1_000), ask);
  const texts = asked.map(({ terms }) => terms.map(({ text }) => text).join(' '));
  expect(texts[0]).toBe('autoencoders');
  expect(texts).toContain('autoencoders Sparse layer');
  expect(texts).toContain('auoencoders Sparse layer');
  // What matches is worked out in a turn of its own.
  expect(did).toEqual(texts.flatMap(() => ['asked', 'breathed', 'matched']));
  await warmUp(documentsOf(1_000), ask);
  expect(asked).toHaveLength(texts.length);
});
