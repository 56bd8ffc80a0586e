import { beforeAll, describe, expect, it } from 'vitest';
import { STYLES } from '../../src/core/citation/styles.ts';
import type { Paper } from '../../src/core/paper.ts';
import type { ArxivLookup } from '../../src/core/ports.ts';
import type { CodeCard, Reply } from '../../src/core/reply.ts';
import type { Library } from '../../src/library.ts';
import { arxivWith, noArxiv } from '../fakes/lookup.ts';
import { recordsOf } from '../fakes/records.ts';
import { type Asked, idsOf, openAsked as openFor } from './ask.ts';

let people = 0;

/** Each question comes from somebody else, so that nobody's last style is in the way; who shall be the same is named. */
async function openAsked(...from: Parameters<typeof openFor>): Promise<Asked> {
  const asked = await openFor(...from);
  const reply: Asked['reply'] = (line, shown, more) =>
    asked.reply(line, shown, { caller: { user: `U${(people += 1)}` }, ...more });
  return { ...asked, reply };
}

function codeOf(reply: Reply): CodeCard | undefined {
  return reply.cards.find((card) => card.kind === 'code');
}

function linesOf(reply: Reply): string[] {
  return reply.cards.flatMap((card) => (card.kind === 'section' ? card.lines : []));
}

function labelsOf(reply: Reply): string[] {
  return (reply.buttons ?? []).map(({ label }) => label);
}

/** arXiv that puts what it is asked for into the library, as the real one does. */
function arxivThatAdds(...states: readonly (readonly Paper[])[]): (library: Library) => ArxivLookup {
  return (library) => {
    const lookup = arxivWith(...states);
    return {
      ...lookup,
      async find(query, limit) {
        const found = await lookup.find(query, limit);
        const wanted = found.papers.filter(({ id }) => query.refs.some((ref) => ref.id === id));
        await library.add(recordsOf(wanted));
        return { ...found, papers: wanted };
      },
      async paper(id) {
        const paper = await lookup.paper(id);
        if (paper !== undefined) await library.add(recordsOf([paper]));
        return paper;
      },
    };
  };
}

describe('/cite', () => {
  let asked: Asked;
  beforeAll(async () => {
    asked = await openAsked();
  });

  it('gives the heading, the text to copy as it stands, and no more than is needed', async () => {
    const reply = await asked.reply('/cite 2509.02565');
    expect(reply.summary).toBe(
      'Understanding sparse autoencoder scaling in the presence of feature manifolds (arXiv:2509.02565); BibTeX',
    );
    expect(codeOf(reply)).toEqual({
      kind: 'code',
      fileName: 'michaud2025understanding.bib',
      text: [
        '@misc{michaud2025understanding,',
        '  author        = {Michaud, Eric J. and Gorton, Liv and McGrath, Tom},',
        '  title         = {Understanding sparse autoencoder scaling in the presence of feature manifolds},',
        '  year          = {2025},',
        '  eprint        = {2509.02565},',
        '  archivePrefix = {arXiv},',
        '  primaryClass  = {cs.LG},',
        '  doi           = {10.48550/arXiv.2509.02565},',
        '  url           = {https://arxiv.org/abs/2509.02565}',
        '}',
      ].join('\n'),
    });
    expect(linesOf(reply)).toEqual([]);
    expect(await asked.text('/cite 2509.02565')).toContain(`\n\n${codeOf(reply)?.text}\n\n`);
  });

  it.each([
    'arXiv:2509.02565',
    'https://arxiv.org/pdf/2509.02565',
    'https://doi.org/10.48550/arXiv.2509.02565',
    '10.48550/arXiv.2509.02565',
    'arXiv:2509.02565 [cs.LG]',
  ])('takes the id in any form: %s', async (id) => {
    expect(codeOf(await asked.reply(`/cite ${id}`))?.text).toContain('@misc{michaud2025understanding,');
  });

  it.each(STYLES)('has something to paste in the style %s', async (style) => {
    const reply = await asked.reply(`/cite 2509.02565 ${style}`);
    expect(codeOf(reply)?.text).toMatch(/autoencoder/i);
    expect(codeOf(reply)?.text).toContain('2509.02565');
  });

  it('shows the published form where there is one, and offers the other', async () => {
    const reply = await asked.reply('/cite 2410.19750 apa');
    expect(reply.summary).toContain('(arXiv:2410.19750), published in Entropy; APA 7');
    expect(codeOf(reply)?.text).toContain('Entropy, 27(4), Article 344. https://arxiv.org/abs/2410.19750');
    expect(reply.buttons).toContainEqual({
      label: 'As a preprint',
      command: 'cite',
      values: { paper: '2410.19750', style: 'apa', form: 'preprint' },
    });
    const preprint = await asked.reply('/cite 2410.19750 preprint');
    expect(codeOf(preprint)?.text).toContain('@misc{li2024geometry,');
    expect(labelsOf(preprint)).toContain('As published');
  });

  it('takes a style behind a search, and words that end like one whole', async () => {
    const found = await asked.reply('/cite search: author:tegmark grokking apa');
    expect(found.summary).toBe('2 papers for: author:tegmark grokking; APA 7');
    await expect(asked.reply('/cite hierarchical nature')).rejects.toThrow('"hierarchical nature"');
  });

  it('refuses a published form that nobody knows, and offers the preprint', async () => {
    const reply = await asked.reply('/cite 2509.02565 form:published');
    expect(codeOf(reply)).toBeUndefined();
    expect(reply.summary).toMatch(/^There is no BibTeX citation of /);
    expect(labelsOf(reply)).toEqual(['As a preprint']);
  });

  it.each([
    ['/cite 2509.02565 appa', 'There is no citation style "appa". Did you mean apa?'],
    ['/cite 2509.02565 style:bibtx', 'There is no citation style "bibtx". Did you mean bibtex?'],
    ['/cite zebrafish', 'No paper here matches "zebrafish".'],
    ['/cite 2505.1581x', 'is no arXiv id'],
    ['/cite 9912.99999', 'could not be asked'],
    ['/cite 10.3390/e27040344', "is a publisher's DOI"],
    ['/cite search:', 'Say what to search for'],
    ['/cite search: zebrafish', 'No paper here for: zebrafish'],
    ['/cite 2509.02565 2410.19750 version:2', 'A version goes with one paper'],
    ['/cite 2410.19750v1 version:2', 'The id says v1 and version: says 2; leave one of them out.'],
    ['/cite check', 'Attach a .bib file'],
    ['/cite 2509.02565 form:proof', '"form" can be preprint or published'],
  ])('refuses %s in words', async (line, words) => {
    await expect(asked.reply(line)).rejects.toThrow(words);
  });

  describe('by words', () => {
    it('cites the one paper that has them all, and says that it is the best match', async () => {
      const reply = await asked.reply('/cite omnigrok');
      expect(codeOf(reply)?.text).toContain('@misc{liu2022omnigrok,');
      expect(reply.footer).toContain('This is the best match for these words');
    });

    it('cites a paper whose title was typed, also where others have its words, in the style behind it', async () => {
      const reply = await asked.reply('/cite The Quantization Model of Neural Scaling biblatex');
      expect(codeOf(reply)?.text).toMatch(/@misc\{michaud2023quantization,[^]*eprinttype/);
    });

    it('asks which one is meant where several fit, and cites none', async () => {
      const reply = await asked.reply('/cite sparse autoencoders style:apa');
      expect(codeOf(reply)).toBeUndefined();
      expect(idsOf(reply)).toHaveLength(3);
      expect(reply.buttons?.map(({ values }) => values)).toEqual(
        idsOf(reply).map((paper) => ({ paper, style: 'apa' })),
      );
    });

    it('asks where a word stands in no title', async () => {
      const reply = await asked.reply('/cite michaud quantization proof');
      expect(codeOf(reply)).toBeUndefined();
      expect(labelsOf(reply)[0]).toMatch(/^Cite .*Quantization Model/);
    });
  });

  describe('many at once', () => {
    it('gives several ids as one file, sorted, each once', async () => {
      const reply = await asked.reply('/cite 2410.19750, 2303.13506 and 2303.13506v2 ris');
      expect(reply.summary).toBe('2 papers; RIS');
      const code = codeOf(reply);
      expect(code?.fileName).toBe('references.ris');
      expect([...(code?.text ?? '').matchAll(/^ID {2}- (\S+)/gm)].map(([, id]) => id)).toEqual([
        'li2024geometry',
        'michaud2023quantization',
      ]);
    });

    it('ends a RIS entry as its readers want it: with a blank', async () => {
      expect(codeOf(await asked.reply('/cite 2410.19750 2303.13506 ris'))?.text).toMatch(/\nER {2}- $/);
      expect(codeOf(await asked.reply('/cite 2410.19750 ris'))?.text).toMatch(/\nER {2}- $/);
    });

    it('pins the versions that are named', async () => {
      const reply = await asked.reply('/cite 2410.19750v2 2303.13506');
      expect(codeOf(reply)?.text).toContain('eprint        = {2410.19750v2}');
      expect(linesOf(reply).join(' ')).toContain(
        'li2024geometry: Title and authors are those of the newest version',
      );
    });

    it('gives a whole search as one file with different keys', async () => {
      const reply = await asked.reply('/cite search: author:michaud');
      expect(reply.summary).toBe('17 papers for: author:michaud; BibTeX');
      const keys = [...(codeOf(reply)?.text ?? '').matchAll(/^@\w+\{(\S+),$/gm)].map(([, key]) => key);
      expect(new Set(keys).size).toBe(17);
      expect(keys.join(' ')).toBe(keys.toSorted((a = '', b = '') => (a < b ? -1 : 1)).join(' '));
    });

    it('says which could not be had, and cites the others', async () => {
      const reply = await asked.reply('/cite 2410.19750 9912.99999');
      expect(reply.summary).toBe('1 paper; BibTeX');
      expect(linesOf(reply)[0]).toMatch(/^Not cited: 9912\.99999\. arXiv could not be asked/);
    });

    it.each([
      ['2601.99999', '1 of these 2 papers is not here yet. Asking arXiv'],
      ['2601.99999 2601.88888', '2 of these 3 papers are not here yet. Asking arXiv'],
    ])('says meanwhile how many are not here: %s', async (ids, words) => {
      const shown: Reply[] = [];
      await asked.reply(`/cite 2505.15811 ${ids}`, shown);
      expect(shown[0]?.summary).toContain(words);
    });

    it('leaves out what would be wrong in the style, and says so', async () => {
      const reply = await asked.reply('/cite 2410.19750 2501.16496 apa');
      expect(reply.summary).toBe('2 papers, without 1 that cannot be cited so; APA 7');
      expect(linesOf(reply).join('\n')).toMatch(/sharkey2025open: left out/);
      await expect(asked.reply('/cite 2307.15217 2501.16496 apa')).rejects.toThrow(
        'None of them can be cited',
      );
    });
  });

  describe('the style of a person and of a channel', () => {
    const ada = { platform: 'slack', caller: { user: 'T1/U1', channel: 'T1/C1' } };
    const ben = { platform: 'slack', caller: { user: 'T1/U2', channel: 'T1/C1' } };
    const alone = { platform: 'slack', caller: { user: 'T1/U1' } };
    const styleOf = async (more: object): Promise<string> =>
      (await asked.reply('/cite 2509.02565', [], more)).summary.replace(/.*; /, '');

    it('is the one the person used last, until a channel has set one', async () => {
      expect(await styleOf(ada)).toBe('BibTeX');
      await asked.reply('/cite 2509.02565 style:apa', [], ada);
      expect(await styleOf(ada)).toBe('APA 7');
      expect(await styleOf(ben)).toBe('BibTeX');
      expect(await styleOf({ ...ada, platform: 'discord' })).toBe('BibTeX');
      const set = await asked.reply('/cite default style:nature', [], ben);
      expect(set.summary).toBe(
        "Nature is this channel's style from now on. A style named in a command is taken once.",
      );
      expect(await styleOf(ada)).toBe('Nature');
      expect(await styleOf(ben)).toBe('Nature');
      expect(await styleOf(alone)).toBe('APA 7');
      const { buttons } = await asked.reply('/cite 2410.19750', [], ada);
      expect(buttons).toContainEqual({
        label: 'As a preprint',
        command: 'cite',
        values: { paper: '2410.19750', form: 'preprint' },
      });
      expect((await asked.reply('/cite default', [], ben)).summary).toContain('Nature is the style here.');
      await asked.reply('/cite default none', [], ben);
      expect(await styleOf(ada)).toBe('APA 7');
    });
  });
});

describe('/cite and arXiv', () => {
  const full: Paper = {
    id: '2501.16496',
    title: 'Open Problems in Mechanistic Interpretability',
    authors: Array.from({ length: 29 }, (_, index) => `Ann Author${index + 1}`),
    categories: ['cs.LG'],
    versions: [
      {
        number: 1,
        exact: true,
        submitted: '2025-01-27',
        calendar: 'gmt',
        submittedAt: '2025-01-27T20:00:00Z',
      },
    ],
  };
  const elsewhere: Paper = {
    id: '1706.03762',
    title: 'Attention Is All You Need',
    authors: ['Ashish Vaswani'],
    versions: [
      {
        number: 1,
        exact: true,
        submitted: '2017-06-12',
        calendar: 'gmt',
        submittedAt: '2017-06-12T17:57:34Z',
      },
      {
        number: 7,
        exact: true,
        submitted: '2023-08-02',
        calendar: 'gmt',
        submittedAt: '2023-08-02T00:41:18Z',
      },
    ],
  };
  const quantization: Paper = {
    id: '2303.13506',
    title: 'An Older Title',
    authors: ['Eric J. Michaud'],
    versions: [{ number: 1, exact: true, submitted: '2023-03-23' }],
  };

  it('gets the hidden authors where the style would lie, and cites with all of them', async () => {
    const asked = await openAsked(undefined, arxivThatAdds([full]));
    const shown: Reply[] = [];
    const reply = await asked.reply('/cite 2501.16496 apa', shown);
    expect(shown[0]?.summary).toMatch(/^4 authors of 2501\.16496 are not known here\. Asking arXiv/);
    expect(codeOf(reply)?.text).toContain('. . . Author29, A.');
  });

  it('gets the hidden authors for several papers at once, too', async () => {
    const asked = await openAsked(undefined, arxivThatAdds([full]));
    const reply = await asked.reply('/cite 2501.16496 2410.19750 apa');
    expect(codeOf(reply)?.text).toContain('. . . Author29, A.');
  });

  it('does not ask for them where the style can do without, but offers to', async () => {
    const asked = await openAsked();
    const reply = await asked.reply('/cite 2501.16496');
    expect(codeOf(reply)?.text).toContain('and Geiger, Atticus and others}');
    expect(linesOf(reply)).toEqual(['4 more authors are not in the source; the list is incomplete.']);
    expect(reply.buttons).toContainEqual({
      label: 'Get all authors from arXiv',
      command: 'cite',
      values: { paper: '2501.16496', fetch: true },
    });
  });

  it('refuses APA of a cut list when arXiv is silent, says why, and offers styles that are true', async () => {
    const asked = await openAsked();
    const reply = await asked.reply('/cite 2501.16496 apa');
    expect(codeOf(reply)).toBeUndefined();
    expect(linesOf(reply).join(' ')).toMatch(
      /4 of the authors .* are not known here.* arXiv could not be asked/,
    );
    expect(labelsOf(reply)).toEqual(['Get all authors from arXiv', 'BibTeX', 'MLA 9']);
    const quick: Reply[] = [];
    await asked.reply('/cite 2501.16496 apa fetch:no', quick);
    expect(quick).toEqual([]);
  });

  it('takes a pinned version as it was then', async () => {
    const asked = await openAsked(undefined, () => arxivWith([quantization]));
    const reply = await asked.reply('/cite 2303.13506v1');
    expect(reply.summary).toBe('An Older Title (arXiv:2303.13506v1); BibTeX');
    expect(codeOf(reply)?.text).toMatch(/@misc\{michaud2023quantization,[^]*An Older Title[^]*2303\.13506v1/);
    expect(codeOf(reply)?.text).not.toContain('doi');
    await expect(asked.reply('/cite 2303.13506 version:9')).rejects.toThrow('arXiv has no v9 of 2303.13506.');
  });

  it('takes pinned versions among several as they were then, under the keys of their papers', async () => {
    const asked = await openAsked(undefined, () => arxivWith([quantization]));
    const reply = await asked.reply('/cite 2303.13506v1 2509.02565');
    expect(codeOf(reply)?.text).toMatch(/@misc\{michaud2023quantization,[^]*An Older Title[^]*2303\.13506v1/);
    const silent = await (await openAsked()).reply('/cite 2303.13506v1 2509.02565');
    expect(linesOf(silent).join(' ')).toContain('What v1 said could not be looked up');
  });

  it('says what it could not look up of a pinned version', async () => {
    const reply = await (await openAsked()).reply('/cite 2303.13506 v1');
    expect(codeOf(reply)?.text).toContain('2303.13506v1');
    expect(linesOf(reply).join(' ')).toContain('What v1 said could not be looked up: arXiv');
  });

  it('fetches papers that are not here, one or several', async () => {
    const asked = await openAsked(undefined, arxivThatAdds([elsewhere]));
    const reply = await asked.reply('/cite 2303.13506 1706.03762 9912.99999');
    expect(reply.summary).toBe('2 papers; BibTeX');
    expect(codeOf(reply)?.text).toContain('@misc{vaswani2017attention,');
    expect(linesOf(reply)).toContain('Not cited: 9912.99999. arXiv does not know them.');
    const one = await openAsked(undefined, arxivThatAdds([elsewhere]));
    expect(codeOf(await one.reply('/cite 1706.03762'))?.text).toContain('@misc{vaswani2017attention,');
  });

  it('keeps a key for ever: neither a new title nor a journal changes it', async () => {
    const renamed: Paper = {
      ...elsewhere,
      title: 'Entirely Renamed',
      journalRef: 'Entropy 2025, 27(4), 344',
      versions: [...(elsewhere.versions ?? []), { number: 8, exact: true, submitted: '2025-11-01' }],
    };
    let now = elsewhere;
    const asked = await openAsked(undefined, (library) => ({
      ...noArxiv,
      async paper(id) {
        await library.add(recordsOf([now]));
        return (await library.get([id])).get(id)?.paper;
      },
    }));
    expect(codeOf(await asked.reply('/cite 1706.03762'))?.text).toContain('{vaswani2017attention,');
    now = renamed;
    await asked.library.add(recordsOf([renamed]));
    const reply = await asked.reply('/cite 1706.03762');
    expect(reply.summary).toContain('Entirely Renamed');
    expect(codeOf(reply)?.text).toContain('@article{vaswani2017attention,');
  });
});

describe('/cite of papers that make trouble', () => {
  const title = '*bold* <@U1> `code` ```fence``` @everyone 100% & \\textbf{x} $\\frac{a}{b}$ _x_ "q" #1 {';
  const hostile: Paper = {
    id: '2601.00001',
    title,
    authors: ['Jane <!channel> Doe', 'and others', ''],
    versions: [{ number: 1, exact: true, submitted: '2026-01-02' }],
  };
  const crowd: Paper = {
    id: '2601.00002',
    title: 'Crowd',
    authors: Array.from({ length: 3_000 }, (_, index) => `Ann Author${index}`),
    versions: [{ number: 1, exact: true, submitted: '2026-01-03' }],
    withdrawn: true,
  };
  let asked: Asked;
  beforeAll(async () => {
    asked = await openAsked([], () => noArxiv);
    await asked.library.add(recordsOf([hostile, crowd]));
  });

  it.each(STYLES)('takes a title made of mark-up, and 3,000 authors: %s', async (style) => {
    for (const id of [hostile.id, crowd.id]) {
      const reply = await asked.reply(`/cite ${id} style:${style}`);
      expect(codeOf(reply)?.text).toContain(id);
      expect(codeOf(reply)?.text).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    }
  });

  it('says first of all that a paper has been withdrawn', async () => {
    expect((await asked.reply('/cite 2601.00002')).summary).toMatch(/^Withdrawn: Crowd /);
  });
});

describe('/cite check', () => {
  const file = (text: string) => ({ attachment: { name: 'my refs.bib', text } });
  const wrong =
    '@misc{quant,\n  title = {The Quantization Model of Neural Scaling},\n  year = {2024},\n  eprint = {2303.13506},\n}\n';
  let asked: Asked;
  beforeAll(async () => {
    asked = await openAsked();
  });

  it('lists what is wrong by line and key, and gives the file back with nothing else changed', async () => {
    const reply = await asked.reply('/cite check', [], file(`% mine\n${wrong}`));
    expect(reply.summary).toBe('my refs.bib: 1 entry, something to say of 1');
    expect(linesOf(reply)[0]).toBe(
      'line 2, quant: its year is 2024 and should be 2023, of the first version; it has that of the newest (corrected)',
    );
    expect(codeOf(reply)).toMatchObject({
      fileName: 'references-corrected.bib',
      text: `% mine\n${wrong.replace('{2024}', '{2023}')}`.trimEnd(),
    });
  });

  it('upgrades a preprint that has been published, under its key and with its eprint', async () => {
    const entry =
      '@article{geo,\n  title = {The Geometry of Concepts: Sparse Autoencoder Feature Structure},\n  journal = {arXiv preprint arXiv:2410.19750},\n  year = {2024}\n}\n';
    const reply = await asked.reply('/cite check', [], file(entry));
    expect(linesOf(reply)[0]).toBe('line 1, geo: published in Entropy (corrected)');
    expect(codeOf(reply)?.text).toBe(
      '@article{geo,\n  title = {The Geometry of Concepts: Sparse Autoencoder Feature Structure},\n  journal = {Entropy},\n  year = {2025},\n  volume = {27},\n  number = {4},\n  pages = {344},\n  eprint = {2410.19750},\n  archivePrefix = {arXiv},\n  primaryClass = {q-bio.NC},\n  url = {https://arxiv.org/abs/2410.19750}\n}',
    );
  });

  it('checks what is pasted behind the words', async () => {
    const reply = await asked.reply(`/cite check ${wrong.replaceAll('\n', ' ')}`);
    expect(codeOf(reply)?.text).toContain('year = {2023}');
  });

  it('names a broken entry with its line, and checks the others', async () => {
    const reply = await asked.reply('/cite check', [], file(`@misc{open, title = {x\n${wrong}`));
    expect(reply.summary).toContain('1 broken');
    expect(linesOf(reply)[0]).toBe('line 1, open: a brace or quote is not closed');
    expect(linesOf(reply)[1]).toMatch(/^line 2, quant: its year/);
  });

  it('says how many papers it could not compare, and asks arXiv for them when told to', async () => {
    const other =
      '@misc{a, title = {Attention Is All You Need}, year = {2023}, eprint = {1706.03762}}\n@book{b, title = {A Book}}';
    const before = await asked.reply('/cite check', [], file(other));
    expect(before.summary).toContain('nothing to say of any');
    expect(linesOf(before)).toEqual([
      '1 paper that this library does not hold: 1706.03762. Check again with fetch:yes to ask arXiv for them.',
      '1 entry names no arXiv paper.',
    ]);
    const attention: Paper = {
      id: '1706.03762',
      title: 'Attention Is All You Need',
      authors: ['Ashish Vaswani'],
      versions: [{ number: 1, exact: true, submitted: '2017-06-12' }],
    };
    const online = await openAsked(undefined, arxivThatAdds([attention]));
    const after = await online.reply('/cite check fetch:yes', [], file(other));
    expect(linesOf(after)[0]).toContain('its year is 2023 and should be 2017');
    const silent = await asked.reply('/cite check fetch:yes', [], file(other));
    expect(linesOf(silent).at(-1)).toMatch(/^arXiv could not be asked/);
  });

  it('finds entries without an id by their title and first author, and only names them', async () => {
    const entry = (title: string, author: string) =>
      `@inproceedings{x${title.length}${author.length}, title = {${title}}, author = {${author}}, booktitle = {A}, year = 2022}\n`;
    const text =
      entry('{Omnigrok}: Grokking beyond algorithmic data', 'Liu, Z. and Michaud, Eric') +
      entry('Omnigrok: Grokking Beyond Algorithmic Data', 'Somebody Else') +
      entry('Omnigrok: Grokking Beyond', 'Liu, Ziming') +
      entry('Grokking', 'Liu, Ziming') +
      `@misc{geo, title = {The Geometry of Concepts: Sparse Autoencoder Feature Structure}, author = {Yuxiao Li and others}, year = 2024}`;
    const reply = await asked.reply('/cite check', [], file(text));
    expect(reply.cards).toEqual([
      {
        kind: 'section',
        heading: 'Without an id, and by title and first author in this library',
        lines: ['line 1, x4425: arXiv:2210.01117', 'line 5, geo: arXiv:2410.19750, published in Entropy'],
      },
      {
        kind: 'section',
        heading: 'Checked for their form only',
        lines: ['5 entries name no arXiv paper.'],
      },
    ]);
  });

  it('gives a long list of findings as a file', async () => {
    const many = Array.from({ length: 50 }, (_, index) => wrong.replace('quant', `quant${index}`)).join('\n');
    const reply = await asked.reply('/cite check', [], file(many));
    expect(linesOf(reply)).toHaveLength(21);
    expect(codeOf(reply)?.fileName).toBe('findings.txt');
    expect(codeOf(reply)?.text.split('\n')).toHaveLength(50);
  });

  it.each(['bibtex', 'biblatex', 'bibtex-plain'])(
    'finds nothing wrong in what /cite itself makes: %s',
    async (style) => {
      const own = codeOf(await asked.reply(`/cite search: author:michaud style:${style}`))?.text ?? '';
      const reply = await asked.reply('/cite check', [], file(own));
      expect(reply.summary).toBe('my refs.bib: 17 entries, nothing to say of any');
      expect(reply.cards).toEqual([]);
    },
  );

  it("finds the papers whose year is not that of their first version in arXiv's own form", async () => {
    const arxiv = codeOf(await asked.reply('/cite search: author:michaud style:bibtex-arxiv'))?.text ?? '';
    const reply = await asked.reply('/cite check', [], file(arxiv));
    expect(linesOf(reply).filter((line) => /its year is|published in/.test(line))).toHaveLength(6);
    const again = await asked.reply('/cite check', [], file(codeOf(reply)?.text ?? ''));
    expect(linesOf(again).join(' ')).not.toMatch(/\(corrected\)/);
  });

  it('refuses what is no .bib file in words', async () => {
    await expect(asked.reply('/cite check', [], file('Good morning'))).rejects.toThrow(
      'my refs.bib holds no BibTeX entry',
    );
  });
});
