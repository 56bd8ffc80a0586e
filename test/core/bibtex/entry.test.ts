import { describe, expect, it } from 'vitest';
import { paperRefOf } from '../../../src/core/bibtex/entry.ts';
import { scanBibtex } from '../../../src/core/bibtex/scan.ts';

function refOf(fields: string, type = 'misc') {
  const [entry] = scanBibtex(`@${type}{a, title = {T}, ${fields}}`).entries;
  return entry === undefined ? undefined : paperRefOf(entry);
}

describe('the paper that an entry names', () => {
  it.each([
    'note = {arXiv:1303.0001}',
    'note = {arXiv:1303.0001 [astro-ph.CO]}',
    'note = {arXiv preprint arXiv:1303.0001}',
    'note = {Preprint, arXiv:1303.0001 [math], 2013}',
    'note = {Available at \\url{https://arxiv.org/abs/1303.0001}}',
    'note = {Also available as arXiv:1303.0001.}',
    'note = {(eprint arXiv:1303.0001)}',
    'howpublished = {arXiv preprint arXiv:1303.0001}',
    'howpublished = {\\url{https://arxiv.org/abs/1303.0001}}',
    'howpublished = {Preprint at https://arxiv.org/abs/1303.0001 (2013)}',
    'url = {https://arxiv.org/pdf/1303.0001.pdf}',
    'journal = {arXiv preprint arXiv:1303.0001}',
    'journal = {CoRR}, volume = {abs/1303.0001}',
    'doi = {10.48550/arXiv.1303.0001}',
  ])('stands in %s', (fields) => {
    expect(refOf(fields)).toEqual({ id: '1303.0001' });
  });

  it.each([
    'note = {based on arXiv:1303.0001}',
    'note = {see arXiv:1303.0001}',
    'note = {Code for arXiv:1303.0001}',
    'note = {arXiv:1303.0001 is a long version}',
    'note = {Erratum to arXiv:1303.0001}',
    'note = {arXiv:1303.0001 and arXiv:1303.0002}',
    'howpublished = {Talk on arXiv:1303.0001}',
    `note = {${'preprint '.repeat(50)} arXiv:1303.0001}`,
  ])('is not what a note only speaks of: %s', (fields) => {
    expect(refOf(fields)).toBeUndefined();
    expect(refOf(fields, 'book')).toBeUndefined();
  });

  it.each([
    ['eprint = {1303.0001v2}', 2],
    ['eprint = {1303.0001}, url = {https://arxiv.org/abs/1303.0001v3}', 3],
    ['eprint = {1303.0001}, url = {https://arxiv.org/abs/1303.0002v3}', undefined],
    ['eprint = {1303.0001v2}, url = {https://arxiv.org/abs/1303.0001v3}', 2],
    ['eprint = {1303.0001}, version = {3}', 3],
    ['eprint = {1303.0001}, version = {v3}', 3],
    ['eprint = {1303.0001}, version = {1.3}', undefined],
    ['eprint = {1303.0001}, note = {Version 3}', 3],
    ['eprint = {1303.0001}, note = {3}', undefined],
    ['eprint = {1303.0001}, note = {compare arXiv:1303.0001v1}', undefined],
    ['doi = {10.48550/arXiv.1303.0001}, url = {http://arxiv.org/abs/1303.0001v3}', 3],
  ])('is pinned by any of its fields: %s', (fields, version) => {
    expect(refOf(fields)).toEqual({ id: '1303.0001', ...(version === undefined ? {} : { version }) });
  });

  it('is read from any number of blanks at once', () => {
    expect(refOf(`note = {arXiv:1303.0001${' '.repeat(500_000)}x}`)).toBeUndefined();
    expect(refOf(`eprint = {1303.0001}, version = {${' '.repeat(500_000)}x}`)).toEqual({ id: '1303.0001' });
  });
});
