import { read } from '@customcommander/ris';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { authorNames } from '../../../../src/core/citation/author-name.ts';
import { citeAll } from '../../../../src/core/citation/cite.ts';
import { citationKey } from '../../../../src/core/citation/key.ts';
import { sortName } from '../../../../src/core/citation/name.ts';
import { toReadable } from '../../../../src/core/latex.ts';
import { paperWith, seedPapers } from '../papers.ts';
import { textOf } from '../text-of.ts';

const seed = await seedPapers();
const name = z
  .object({ last_name: z.string(), first_name: z.string(), initials: z.string() })
  .transform((parts) => ({ family: parts.last_name, given: `${parts.first_name} ${parts.initials}`.trim() }));
const list = z.array(z.string());
const records = z.array(z.object({ ID: list, TI: list, AU: z.array(name), AN: list, UR: list }));

describe('RIS', () => {
  it('is read by a reader of RIS, all 17 papers with all that is in them', () => {
    const entries = [...seed.values()].map((paper) => ({ paper, key: citationKey(paper, () => false) }));
    const sorted = entries.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    expect(records.parse(read(citeAll(entries, 'ris').text))).toEqual(
      sorted.map(({ key, paper }) => ({
        ID: [key],
        TI: [toReadable(paper.title ?? '')],
        AU: authorNames(paper).map((author) => ({
          family: sortName(author),
          given: author.kind === 'person' ? author.given : '',
        })),
        AN: [`arXiv:${paper.id}`],
        UR: [`https://arxiv.org/abs/${paper.id}`],
      })),
    );
  });

  it('prints a published paper with first and last page', () => {
    const paper = paperWith({
      authors: ['Martin Luther King Jr.', 'The Example, Inc. Collaboration'],
      journalRef: 'Nucl. Phys. B 123 (1999) 45-67',
      dois: ['10.1000/abc'],
    });
    expect(textOf(paper, 'ris')).toBe(`TY  - JOUR
ID  - key
AU  - King, Martin Luther, Jr.
AU  - The Example Inc. Collaboration
TI  - A Title
T2  - Nucl. Phys. B
PY  - 1999
DA  - 1999
VL  - 123
SP  - 45
EP  - 67
AN  - arXiv:2401.00001
DO  - 10.1000/abc
UR  - https://arxiv.org/abs/2401.00001
ER  - `);
  });

  it('notes whom a cut list does not name, a withdrawal, and a venue that is only claimed', () => {
    const paper = paperWith({ hiddenAuthors: 4, withdrawn: true, comments: 'Accepted to ICLR 2025' });
    expect(textOf(paper, 'ris')).toContain(
      'N1  - Withdrawn by the author\nN1  - Accepted to ICLR 2025\nN1  - 4 more authors not in source\nER  - ',
    );
  });
});
