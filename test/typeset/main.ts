/**
 * Typesets citations with the programs that people use: `npm run typeset`. The 17 papers that ship and papers made to break
 * things, through BibTeX and seven styles, biber and three, and pandoc. No warning may come, and the last word of every title and
 * the arXiv id must reach the page. What is not installed is skipped and named; TeX Live comes with .ci/run in CI.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { citeAll } from '../../src/core/citation/cite.ts';
import { citationKey } from '../../src/core/citation/key.ts';
import type { Style } from '../../src/core/citation/styles.ts';
import { plainTitle } from '../../src/core/citation/title-case.ts';
import type { Paper } from '../../src/core/paper.ts';
import { seedPapers } from '../core/citation/papers.ts';
import { NASTY } from './papers.ts';
import { hasProgram, missingTexFiles, runIn } from './run.ts';

type Check = {
  readonly name: string;
  readonly needs: readonly string[];
  readonly texFiles?: readonly string[];
  readonly run: (folder: string) => Promise<string[]>;
};

const papers: readonly Paper[] = [...(await seedPapers()).values(), ...NASTY];
const taken = new Set<string>();
const entries = papers.map((paper) => {
  const key = citationKey(paper, (other) => taken.has(other));
  taken.add(key);
  return { paper, key };
});

/** What ACM's style asks for and arXiv does not know. */
const ACM_NAGS = /^Warning--(?:empty|missing|no|page numbers missing in both|can't use both).*/i;

/** What every document here loads; a small installation of TeX may lack some of it. */
const DOCUMENT = ['lmodern.sty', 'url.sty', 'amssymb.sty', 'amsmath.sty'];

function document(packages: string, body: string): string {
  return [
    '\\documentclass{article}',
    '\\usepackage[T1]{fontenc}\\usepackage[utf8]{inputenc}\\usepackage{lmodern,url,amssymb,amsmath}',
    packages,
    '\\hyphenpenalty=10000\\exhyphenpenalty=10000\\tolerance=9999\\raggedright',
    `\\begin{document}${body}\\end{document}`,
  ].join('\n');
}

async function latex(folder: string): Promise<void> {
  await runIn(folder, 'pdflatex', ['-interaction=nonstopmode', 'paper.tex']);
}

/** Errors and warnings of the last run of LaTeX. */
function complaints(folder: string): string[] {
  const log = readFileSync(join(folder, 'paper.log'), 'latin1');
  return log
    .split('\n')
    .filter((line) => /^(?:!|LaTeX Warning|Package \S+ Warning|Missing character)/.test(line));
}

/** What of the papers did not reach the page, and what of their TeX did. */
async function faultsOfPage(folder: string, printsId: (paper: Paper) => boolean): Promise<string[]> {
  await runIn(folder, 'pdftotext', ['-layout', 'paper.pdf', 'paper.txt']);
  const page = join(folder, 'paper.txt');
  return existsSync(page) ? faultsOfText(readFileSync(page, 'utf8'), printsId) : ['no page came out'];
}

function faultsOfText(page: string, printsId: (paper: Paper) => boolean): string[] {
  const text = page.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');
  const lost = papers.flatMap((paper) => {
    const last = /[\p{L}\p{N}]+[^\p{L}\p{N}]*$/u.exec(plainTitle(paper.title ?? ''))?.[0] ?? '';
    const wanted = [last.replace(/[^\p{L}\p{N}]/gu, ''), ...(printsId(paper) ? [paper.id] : [])];
    return wanted
      .filter((word) => !text.includes(word.toLowerCase()))
      .map((word) => `${paper.id}: "${word}" is not on the page`);
  });
  // These braces are of the titles: one is called so, and one leaves a formula open.
  const left =
    text
      .replaceAll('{braces}', '')
      .replaceAll('x_{1', '')
      .match(/\\[a-z]{2,12}|[{}]/g) ?? [];
  return [...lost, ...left.map((tex) => `"${tex}" is on the page`)];
}

function bibtexCheck(bst: string, style: Style, packages: string): Check {
  return {
    name: `${style} through BibTeX's ${bst}`,
    needs: ['pdflatex', 'bibtex', 'pdftotext'],
    texFiles: [`${bst}.bst`, ...DOCUMENT, 'natbib.sty', 'hyperref.sty'],
    async run(folder) {
      writeFileSync(join(folder, 'refs.bib'), citeAll(entries, style).text);
      const body = `\\nocite{*}\\bibliographystyle{${bst}}\\bibliography{refs}`;
      writeFileSync(join(folder, 'paper.tex'), document(packages, body));
      await latex(folder);
      const { output } = await runIn(folder, 'bibtex', ['paper']);
      await latex(folder);
      await latex(folder);
      const said = output
        .split('\n')
        .filter((line) => /^Warning--|^I |error message|---line/.test(line))
        .filter((line) => bst !== 'ACM-Reference-Format' || !ACM_NAGS.test(line));
      return [...said, ...complaints(folder), ...(await faultsOfPage(folder, () => true))];
    },
  };
}

function biberCheck(style: string, printsId: (paper: Paper) => boolean = () => true): Check {
  return {
    name: `biblatex through biber, style ${style}`,
    needs: ['pdflatex', 'biber', 'pdftotext'],
    texFiles: [`${style}.bbx`, ...DOCUMENT, 'biblatex.sty', 'csquotes.sty', 'babel.sty'],
    async run(folder) {
      writeFileSync(join(folder, 'refs.bib'), citeAll(entries, 'biblatex').text);
      const packages = `\\usepackage[english]{babel}\\usepackage{csquotes}\\usepackage[style=${style},backend=biber]{biblatex}\\addbibresource{refs.bib}`;
      writeFileSync(join(folder, 'paper.tex'), document(packages, '\\nocite{*}\\printbibliography'));
      await latex(folder);
      const { output } = await runIn(folder, 'biber', ['paper']);
      await latex(folder);
      await latex(folder);
      const said = output.split('\n').filter((line) => /^(?:WARN|ERROR)/.test(line));
      return [...said, ...complaints(folder), ...(await faultsOfPage(folder, printsId))];
    },
  };
}

const datamodel: Check = {
  name: "biblatex against biblatex's own data model",
  needs: ['biber'],
  async run(folder) {
    writeFileSync(join(folder, 'refs.bib'), citeAll(entries, 'biblatex').text);
    const words = ['--tool', '--validate-datamodel', '--nolog', 'refs.bib', '-O', 'checked.bib'];
    const { output } = await runIn(folder, 'biber', words);
    return output.split('\n').filter((line) => /^(?:WARN|ERROR)/.test(line));
  },
};

function pandocCheck(style: Style, file: string): Check {
  return {
    name: `${style} through pandoc`,
    needs: ['pandoc'],
    async run(folder) {
      writeFileSync(join(folder, file), citeAll(entries, style).text);
      writeFileSync(join(folder, 'paper.md'), `---\nbibliography: ${file}\nnocite: "@*"\n---\n`);
      const words = ['--citeproc', '-t', 'plain', '--wrap=none', 'paper.md', '-o', 'paper.txt'];
      const { output } = await runIn(folder, 'pandoc', words);
      const said = output.split('\n').filter((line) => line.trim() !== '');
      // Chicago prints no id of what was published without one.
      return [...said, ...faultsOfText(readFileSync(join(folder, 'paper.txt'), 'utf8'), () => false)];
    },
  };
}

const CHECKS: readonly Check[] = [
  bibtexCheck('plain', 'bibtex-plain', ''),
  bibtexCheck('abbrv', 'bibtex-plain', ''),
  bibtexCheck('alpha', 'bibtex-plain', ''),
  bibtexCheck('apalike', 'bibtex-plain', ''),
  bibtexCheck('plainnat', 'bibtex', '\\usepackage{natbib}'),
  bibtexCheck('IEEEtran', 'bibtex', ''),
  bibtexCheck('ACM-Reference-Format', 'bibtex', '\\usepackage{natbib,hyperref}'),
  biberCheck('numeric'),
  biberCheck('ieee'),
  // APA prints the DOI of what was published, and no id beside it.
  biberCheck('apa', (paper) => paper.dois === undefined),
  datamodel,
  pandocCheck('csl-json', 'refs.json'),
  pandocCheck('bibtex', 'refs.bib'),
  pandocCheck('biblatex', 'refs.bib'),
];

const root = mkdtempSync(join(tmpdir(), 'paperthread-typeset-'));
const waiting = [...CHECKS];

async function work(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const folder = join(root, String(CHECKS.indexOf(check)));
    mkdirSync(folder);
    const missing = check.needs.filter((program) => !hasProgram(program));
    if (missing.length === 0) missing.push(...(await missingTexFiles(folder, check.texFiles ?? [])));
    const faults = missing.length > 0 ? [] : await check.run(folder);
    const verdict =
      missing.length > 0
        ? `skipped, not installed: ${missing.join(', ')}`
        : faults.length === 0
          ? 'fine'
          : 'FAULTS';
    process.stdout.write(
      `${check.name}: ${verdict}\n${faults
        .slice(0, 20)
        .map((fault) => `  ${fault}\n`)
        .join('')}`,
    );
    if (faults.length > 0) process.exitCode = 1;
  }
}

process.stdout.write(`typesetting ${papers.length} papers\n`);
try {
  await Promise.all([work(), work()]);
} finally {
  if (process.env['TYPESET_KEEP'] === undefined) rmSync(root, { recursive: true });
  else process.stdout.write(`kept in ${root}\n`);
}
