// Waits for a line, opens the library, and counts up the title of one paper in many small transactions.
import { once } from 'node:events';
import { openSqliteStore } from '../../../src/store/sqlite.ts';

const [file = '', name = '', rounds = '0'] = process.argv.slice(2);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const store = await openSqliteStore(file);
for (let round = 0; round < Number(rounds); round += 1) {
  await store.transaction(async (writer) => {
    const shared = (await writer.get(['2401.00001'])).get('2401.00001')?.paper.title ?? '0';
    await writer.put(
      [
        { paper: { id: '2401.00001', title: String(Number(shared) + 1) }, sightings: {} },
        { paper: { id: `${name}.${round}` }, sightings: {} },
      ],
      [{ kind: 'new-paper', paperId: `${name}.${round}` }],
      '2026-11-23T09:00:00.000Z',
    );
  });
}
await store.close();
process.stdout.write('done\n');
process.stdin.destroy();
