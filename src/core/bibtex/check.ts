import type { Paper } from '../paper.ts';
import type { PaperRef } from '../paper-id.ts';
import { checkForm, checkPaper, checkUnknown } from './check-entry.ts';
import { checkRepeats } from './check-repeats.ts';
import { applyEdits } from './edits.ts';
import { dialectOf, paperRefOf } from './entry.ts';
import type { Remark } from './remark.ts';
import { type BibEntry, type BibFault, type BibFile, scanBibtex } from './scan.ts';

/** A file that was read, and which papers its entries name. */
export type ReadBib = BibFile & { readonly text: string; readonly refs: ReadonlyMap<BibEntry, PaperRef> };

/** All that is to be said of one entry. */
export type EntryReport = { readonly entry: BibEntry; readonly remarks: readonly Remark[] };

export type BibCheck = {
  /** Entries of which there is something to say, in their order. */
  readonly reports: readonly EntryReport[];
  readonly faults: readonly BibFault[];
  /** Papers that entries name and that were not given. */
  readonly absent: readonly string[];
  /** Entries that name no arXiv paper. */
  readonly foreign: number;
  /** The file with what was wrong put right and everything else letter by letter as it was; absent where nothing was. */
  readonly corrected?: string;
};

/** So many entries are checked at a time, then whoever else waits for an answer has a turn. */
const PAUSE_EVERY = 200;

export function readBib(text: string): ReadBib {
  const file = scanBibtex(text);
  const refs = new Map<BibEntry, PaperRef>();
  for (const entry of file.entries) {
    const ref = paperRefOf(entry);
    if (ref !== undefined) refs.set(entry, ref);
  }
  return { ...file, text, refs };
}

/** Compares a file with what is known of the papers in it, by id. What is not among `papers` is only checked for its form. */
export async function checkBib(
  { text, entries, faults, refs }: ReadBib,
  papers: ReadonlyMap<string, Paper>,
): Promise<BibCheck> {
  const dialect = dialectOf(entries);
  const repeats = checkRepeats(text, entries, refs);
  const absent = new Set<string>();
  const reports: EntryReport[] = [];
  for (const [index, entry] of entries.entries()) {
    if (index % PAUSE_EVERY === PAUSE_EVERY - 1) await pause();
    const ref = refs.get(entry);
    const paper = ref === undefined ? undefined : papers.get(ref.id);
    if (ref !== undefined && paper === undefined) absent.add(ref.id);
    const remarks = [
      ...(repeats.get(entry) ?? []),
      ...(ref === undefined || paper === undefined
        ? checkUnknown(text, entry)
        : checkPaper(text, entry, ref, paper, dialect)),
      ...checkForm(text, entry, dialect),
    ];
    if (remarks.length > 0) reports.push({ entry, remarks });
  }
  const edits = reports.flatMap(({ remarks }) => remarks.flatMap((remark) => remark.edits));
  return {
    reports,
    faults,
    absent: [...absent],
    foreign: entries.length - refs.size,
    ...(edits.length === 0 ? {} : { corrected: applyEdits(text, edits) }),
  };
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
