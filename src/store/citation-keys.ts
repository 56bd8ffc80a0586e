import type { Kysely, Transaction } from 'kysely';
import type { CitationKeys, ProposeKey } from '../core/ports.ts';
import { chunks } from './chunks.ts';
import { rowsInto } from './forms.ts';
import type { Schema } from './schema.ts';
import type { Read, Transact } from './turns.ts';

/** Citation keys as rows of the library, given inside a transaction, in which the writers of all processes take turns. */
export function buildCitationKeys(read: Read, transact: Transact): CitationKeys {
  return {
    async assign(ids, propose) {
      const wanted = [...new Set(ids)];
      const known = await read((db) => keysOf(db, wanted));
      if (known.size === wanted.length) return known;
      return transact(async (db) => {
        const keys = await keysOf(db, wanted);
        const without = wanted.filter((id) => !keys.has(id));
        return new Map([...keys, ...(await giveKeys(db, without, propose))]);
      });
    },
  };
}

async function keysOf(db: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, string>> {
  const keys = new Map<string, string>();
  for (const some of chunks(ids)) {
    const rows = await db.selectFrom('citation_keys').selectAll().where('paper_id', 'in', some).execute();
    for (const row of rows) keys.set(row.paper_id, row.citation_key);
  }
  return keys;
}

const insertKeys = rowsInto('citation_keys');

/** Goes round with those whose proposal somebody has, until nobody is left. */
async function giveKeys(
  db: Transaction<Schema>,
  ids: readonly string[],
  propose: ProposeKey,
): Promise<Map<string, string>> {
  const taken = new Set<string>();
  const given = new Map<string, string>();
  let open = ids;
  while (open.length > 0) {
    const proposals = proposeAll(open, propose, taken);
    const before = await takenOf(
      db,
      proposals.map(({ key }) => key),
    );
    for (const key of before) taken.add(key);
    for (const { id, key, avoided } of proposals) {
      // Who only stepped aside for a proposal that failed itself proposes anew, behind that one.
      if (before.has(key) || avoided.some((other) => before.has(other))) continue;
      taken.add(key);
      given.set(id, key);
    }
    open = open.filter((id) => !given.has(id));
  }
  await insertKeys(
    db,
    [...given].map(([paper_id, citation_key]) => ({ paper_id, citation_key })),
  );
  return given;
}

type Proposal = { readonly id: string; readonly key: string; readonly avoided: readonly string[] };

/** A different key for each, and which keys it did not take because of those before it. */
function proposeAll(ids: readonly string[], propose: ProposeKey, taken: ReadonlySet<string>): Proposal[] {
  const proposed = new Set<string>();
  return ids.map((id) => {
    const avoided: string[] = [];
    const key = propose(id, (other) => {
      if (proposed.has(other)) avoided.push(other);
      return taken.has(other) || proposed.has(other);
    });
    if (taken.has(key) || proposed.has(key))
      throw new Error(`"${key}" is proposed for ${id} though it is taken.`);
    proposed.add(key);
    return { id, key, avoided };
  });
}

async function takenOf(db: Transaction<Schema>, keys: readonly string[]): Promise<Set<string>> {
  const taken = new Set<string>();
  for (const some of chunks(keys)) {
    const rows = await db
      .selectFrom('citation_keys')
      .select('citation_key')
      .where('citation_key', 'in', some)
      .execute();
    for (const row of rows) taken.add(row.citation_key);
  }
  return taken;
}
