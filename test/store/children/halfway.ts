// Writes more than SQLite keeps in memory, and then stays inside the transaction until it is killed.
import { openSqliteStore } from '../../../src/store/sqlite.ts';

const store = await openSqliteStore(process.argv[2] ?? '');
await store.transaction(async (writer) => {
  const abstract = 'half a transaction '.repeat(100);
  const papers = Array.from({ length: 3000 }, (_, index) => ({
    paper: { id: `2402.${10000 + index}`, abstract },
    sightings: {},
  }));
  await writer.put(
    [{ paper: { id: '2401.00001', title: 'Changed' }, sightings: {} }, ...papers],
    [{ kind: 'withdrawn', paperId: '2401.00001' }],
    '2026-11-23T09:00:00.000Z',
  );
  process.stdout.write('inside\n');
  await new Promise((done) => setTimeout(done, 60_000));
});
