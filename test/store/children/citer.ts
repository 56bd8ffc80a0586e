// Waits for a line, opens the library, and asks for the citation keys of papers that all want the same one.
import { once } from 'node:events';
import { openSqliteStore } from '../../../src/store/sqlite.ts';

const [file = '', ...ids] = process.argv.slice(2);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const store = await openSqliteStore(file);
const keys: string[] = [];
for (const id of ids) {
  const given = await store.citationKeys.assign([id], (_, taken) => {
    let number = 1;
    while (taken(`same${number}`)) number += 1;
    return `same${number}`;
  });
  keys.push(given.get(id) ?? '');
}
await store.close();
process.stdout.write(`${keys.join(' ')}\n`);
process.stdin.destroy();
