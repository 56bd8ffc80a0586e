import type { Edit } from './edits.ts';

/** Something to say of an entry, and what puts it right; without edits it is only told. */
export type Remark = { readonly text: string; readonly edits: readonly Edit[] };
