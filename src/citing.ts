import { citationKey } from './core/citation/key.ts';
import { STYLES } from './core/citation/styles.ts';
import type { CitationMemory, Store, StyleOwner } from './core/ports.ts';

/** What is remembered for citing, over the store. A style is a note of its platform, so that it is forgotten with a workspace. */
export function createCitationMemory({
  citationKeys,
  notes,
}: Pick<Store, 'citationKeys' | 'notes'>): CitationMemory {
  return {
    async keysOf(papers) {
      const byId = new Map(papers.map((paper) => [paper.id, paper]));
      return citationKeys.assign([...byId.keys()], (id, taken) => citationKey(byId.get(id) ?? { id }, taken));
    },
    async styleOf(owner) {
      const note = await notes.get(spaceOf(owner), owner.name);
      return STYLES.find((style) => note !== undefined && 'style' in note && note.style === style);
    },
    async keepStyle(owner, style) {
      if (style === undefined) await notes.delete(spaceOf(owner), owner.name);
      else await notes.set(spaceOf(owner), owner.name, { style });
    },
  };
}

function spaceOf({ platform }: StyleOwner): string {
  return `${platform}-citation-style`;
}
