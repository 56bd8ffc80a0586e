import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../src/core/citing/request.ts';
import { UserError } from '../../../src/core/errors.ts';

describe('what /cite is asked for', () => {
  it.each([
    ['2410.19750', { kind: 'papers', refs: [{ id: '2410.19750' }], wish: {} }],
    ['arXiv:2410.19750v2 [cs.LG]', { kind: 'papers', refs: [{ id: '2410.19750', version: 2 }], wish: {} }],
    [
      '2410.19750 v3 Published CSL JSON',
      {
        kind: 'papers',
        refs: [{ id: '2410.19750' }],
        wish: { style: 'csl-json', form: 'published', version: 3 },
      },
    ],
    [
      'https://arxiv.org/abs/2410.19750, hep-th/9901001 and 2303.13506v1',
      {
        kind: 'papers',
        refs: [{ id: '2410.19750' }, { id: 'hep-th/9901001' }, { id: '2303.13506', version: 1 }],
        wish: {},
      },
    ],
    ['search: author:tegmark', { kind: 'search', query: 'author:tegmark', wish: {} }],
    [
      'search: author:tegmark  grokking preprint BibLaTeX',
      { kind: 'search', query: 'author:tegmark grokking', wish: { style: 'biblatex', form: 'preprint' } },
    ],
    ['search: the laws of nature', { kind: 'search', query: 'the laws of nature', wish: {} }],
    ['search: citations "in mla"', { kind: 'search', query: 'citations "in mla"', wish: {} }],
    ['search: apa', { kind: 'search', query: 'apa', wish: {} }],
    ['Check', { kind: 'check' }],
    ['default', { kind: 'default' }],
    ['default apa', { kind: 'default', style: 'apa' }],
    ['default none', { kind: 'default', style: 'none' }],
    ['default logic', { kind: 'words', text: 'default logic' }],
    ['check your facts', { kind: 'words', text: 'check your facts' }],
    [
      'on the nature',
      {
        kind: 'words',
        text: 'on the nature',
        last: { text: 'on the', word: 'nature', wish: { style: 'nature' } },
      },
    ],
    [
      'omnigrok preprint',
      {
        kind: 'words',
        text: 'omnigrok preprint',
        last: { text: 'omnigrok', word: 'preprint', wish: { form: 'preprint' } },
      },
    ],
    ['apa', { kind: 'words', text: 'apa' }],
  ])('is read from "%s"', (text, request) => {
    expect(readRequest(text)).toEqual(request);
  });

  it('is something, or refused in words, for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .constantFrom('2410.19750 ', '10.1000/', 'search:')
            .chain((start) => fc.string().map((end) => start + end)),
        ),
        (text) => {
          try {
            expect(readRequest(text).kind).toMatch(/^(?:papers|words|search|check|default)$/);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
          }
        },
      ),
    );
  });
});
