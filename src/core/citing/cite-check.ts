import { type BibCheck, checkBib, type EntryReport, type ReadBib, readBib } from '../bibtex/check.ts';
import type { BibEntry, BibFault } from '../bibtex/scan.ts';
import { newsOf } from '../bibtex/title-match.ts';
import type { Attachment } from '../caller.ts';
import type { CommandContext } from '../command.ts';
import { UserError } from '../errors.ts';
import type { CodeCard, Reply, SectionCard } from '../reply.ts';
import { clip, count } from '../text.ts';
import { askArxiv, MOST_ASKED } from './ask-arxiv.ts';
import { knownByTitle, MOST_TITLES } from './known-by-title.ts';

/** Lines that are read in a message; more of them come as a file. */
const MOST_LINES = 20;
const MOST_NAMED = 10;

/** Checks somebody's .bib file against the library: what is to be said of its entries, and the file put right. */
export async function checkFile(
  context: CommandContext,
  file: Attachment | undefined,
  fetch: boolean,
): Promise<Reply> {
  if (file === undefined)
    throw new UserError('Attach a .bib file, or paste its entries behind the words: /cite check @misc{...}');
  const bib = readBib(file.text);
  if (bib.entries.length === 0 && bib.faults.length === 0)
    throw new UserError(
      `${clip(file.name, 60)} holds no BibTeX entry; an entry begins like @article{key, and a .bib file is plain text.`,
    );
  const { check, notes } = await compare(context, bib, fetch);
  const titled = [...(await knownByTitle(context, bib))].map(
    ([entry, paper]) => `${placeOfEntry(entry)}: ${newsOf(entry, paper)}`,
  );
  const wrong = check.reports.length;
  const entries = count(bib.entries.length, 'entry', 'entries');
  return {
    summary: `${clip(file.name, 60)}: ${entries}, ${wrong === 0 ? 'nothing to say of any' : `something to say of ${wrong}`}${check.faults.length === 0 ? '' : `, ${check.faults.length} broken`}`,
    cards: [
      ...section('Broken, and not checked', check.faults.map(faultLine), 'broken.txt'),
      ...section('Entries', check.reports.map(reportLine), 'findings.txt'),
      ...section('Without an id, and by title and first author in this library', titled, 'by-title.txt'),
      ...unchecked(check, notes),
      ...corrected(check, file.name),
    ],
    footer: 'Compared with what this library holds; it knows no newer version than arXiv has told it of.',
  };
}

async function compare(
  context: CommandContext,
  bib: ReadBib,
  fetch: boolean,
): Promise<{ check: BibCheck; notes: string[] }> {
  const { library } = context;
  const ids = [...new Set([...bib.refs.values()].map(({ id }) => id))];
  const papersOf = async () =>
    new Map([...(await library.get(ids))].map(([id, { paper }]) => [id, paper] as const));
  const check = await checkBib(bib, await papersOf());
  if (!fetch || check.absent.length === 0) return { check, notes: [] };
  const failure = await askArxiv(
    context,
    check.absent,
    `${count(check.absent.length, 'paper')} of this file are not here yet.`,
  );
  return { check: await checkBib(bib, await papersOf()), notes: failure === undefined ? [] : [failure] };
}

function reportLine({ entry, remarks }: EntryReport): string {
  const words = remarks.map(({ text, edits }) => (edits.length > 0 ? `${text} (corrected)` : text));
  return `${placeOfEntry(entry)}: ${words.join('; ')}`;
}

function placeOfEntry({ line, key }: BibEntry): string {
  return `line ${line}, ${clip(key, 60)}`;
}

function faultLine({ line, key, reason }: BibFault): string {
  return `line ${line}${key === undefined ? '' : `, ${clip(key, 60)}`}: ${reason}`;
}

function section(heading: string, lines: readonly string[], fileName: string): (SectionCard | CodeCard)[] {
  if (lines.length === 0) return [];
  if (lines.length <= MOST_LINES) return [{ kind: 'section', heading, lines }];
  const more = lines.length - MOST_LINES;
  return [
    {
      kind: 'section',
      heading,
      lines: [...lines.slice(0, MOST_LINES), `and ${more.toLocaleString('en-US')} more, all of them below`],
    },
    { kind: 'code', heading: `${heading}, all of them`, text: lines.join('\n'), fileName },
  ];
}

/** What was not compared with anything is said, so that silence about an entry is not taken for a praise of it. */
function unchecked({ absent, foreign }: BibCheck, notes: readonly string[]): SectionCard[] {
  const named = `${absent.slice(0, MOST_NAMED).join(', ')}${absent.length > MOST_NAMED ? ` and ${absent.length - MOST_NAMED} more` : ''}`;
  const lines = [
    ...(absent.length === 0
      ? []
      : [
          `${count(absent.length, 'paper')} that this library does not hold: ${named}. Check again with fetch:yes to ask arXiv for ${absent.length > MOST_ASKED ? `${MOST_ASKED} of them` : 'them'}.`,
        ]),
    ...(foreign === 0
      ? []
      : [
          `${count(foreign, 'entry names', 'entries name')} no arXiv paper${foreign > MOST_TITLES ? `; the first ${MOST_TITLES} were looked for by title` : ''}.`,
        ]),
    ...notes,
  ];
  return lines.length === 0 ? [] : [{ kind: 'section', heading: 'Checked for their form only', lines }];
}

function corrected({ corrected: text, reports }: BibCheck, name: string): CodeCard[] {
  if (text === undefined) return [];
  const changed = reports.filter(({ remarks }) => remarks.some(({ edits }) => edits.length > 0)).length;
  return [
    {
      kind: 'code',
      heading: `Corrected: ${count(changed, 'entry', 'entries')}, the rest letter by letter as it was`,
      text: text.trimEnd(),
      fileName: `${/^(\S+)\.bib$/i.exec(name)?.[1] ?? 'references'}-corrected.bib`,
    },
  ];
}
