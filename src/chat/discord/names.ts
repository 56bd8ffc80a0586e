import type { Described } from '../../core/command.ts';

/** The entries of a message's menu: the way to papers in what others wrote, without reading along. */
export const PAPERS_HERE = 'Papers in this message';
export const CITE_THIS = 'Cite this';
/** Opens a form to paste into. */
export const PASTE = 'paste';

/** The commands that only Discord has, and the adapter answers. */
export const OWN_COMMANDS: readonly Described[] = [
  {
    name: PASTE,
    description: 'Add papers to the library by pasting a page copied from arXiv.',
    options: [],
    examples: [`/${PASTE}`],
    managersOnly: true,
  },
];
