/** The entries of a message's menu: the way to papers in what others wrote, without reading along. */
export const PAPERS_HERE = 'Papers in this message';
export const CITE_THIS = 'Cite this';
/** Opens a form to paste into: the one command that is Discord's own. */
export const PASTE = 'paste';
