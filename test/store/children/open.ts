// Opens a library as a user without special rights and prints what comes of it.
import { openSqliteStore } from '../../../src/store/sqlite.ts';

if (process.getuid?.() === 0) process.setuid?.('nobody');
try {
  await (await openSqliteStore(process.argv[2] ?? '')).close();
  process.stdout.write('opened\n');
} catch (error) {
  process.stdout.write(`${String(error)}\n`);
}
