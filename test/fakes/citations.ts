import { createCitationMemory } from '../../src/citing.ts';
import type { CitationKeys, CitationMemory } from '../../src/core/ports.ts';
import { createFakeNotes } from './notes.ts';

/** What citing remembers, in memory; styles among these notes. */
export function createFakeCitations(notes = createFakeNotes()): CitationMemory {
  const keys = new Map<string, string>();
  const citationKeys: CitationKeys = {
    async assign(ids, propose) {
      for (const id of ids) {
        const taken = new Set(keys.values());
        if (!keys.has(id))
          keys.set(
            id,
            propose(id, (key) => taken.has(key)),
          );
      }
      return new Map(ids.map((id) => [id, keys.get(id) ?? '']));
    },
  };
  return createCitationMemory({ citationKeys, notes });
}
