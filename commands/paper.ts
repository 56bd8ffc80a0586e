import { defineCommand } from '../src/core/command.ts';
import { type FoundPaper, findPaper, matchNote, PAPER_OPTION } from '../src/core/find-paper.ts';
import { fullCard, readableTitle, versionName } from '../src/core/paper-card.ts';
import type { Button } from '../src/core/reply.ts';
import { clip } from '../src/core/text.ts';
import { latestVersion } from '../src/core/versions.ts';

export const paper = defineCommand({
  name: 'paper',
  description: 'Show one paper: authors, categories, dates, comments, links and abstract.',
  options: [PAPER_OPTION],
  examples: ['/paper 2505.15811', '/paper https://arxiv.org/abs/2410.19750', '/paper omnigrok'],
  visibility: 'asker',
  async run(values, context) {
    const found = await findPaper(context, values.paper);
    const notes = [matchNote(found), versionNote(found)].filter((note) => note !== undefined);
    return {
      summary: `${readableTitle(found.paper)} (arXiv:${found.paper.id})`,
      cards: [fullCard(found.paper)],
      buttons: [
        { label: 'Similar', command: 'papers', values: { query: `similar:${found.paper.id}` } },
        { label: 'Versions', command: 'versions', values: { paper: found.paper.id } },
        { label: 'Cite', command: 'cite', values: { paper: found.paper.id } },
        ...found.others.map(otherButton),
      ],
      ...(notes.length === 0 ? {} : { footer: notes.join(' ') }),
    };
  },
});

function otherButton(other: FoundPaper['paper']): Button {
  return {
    label: `Instead: ${clip(readableTitle(other), 60)}`,
    command: 'paper',
    values: { paper: other.id },
  };
}

/** The library keeps the facts of the newest version only, so a pinned one must not look as if it were shown. */
function versionNote({ paper: known, ref }: FoundPaper): string | undefined {
  const latest = latestVersion(known.versions);
  if (ref.version === undefined || latest === undefined || (latest.exact && latest.number === ref.version))
    return undefined;
  return `You asked for v${ref.version}; shown is what is known of the newest version (${versionName(latest)}).`;
}
