// Waits for a line, takes the data folder, prints what came of it, and keeps it until the next line.
import { once } from 'node:events';
import { lockDataFolder } from '../../../src/store/lock.ts';

process.stdout.write('ready\n');
await once(process.stdin, 'data');
try {
  const lock = lockDataFolder(process.argv[2] ?? '');
  process.stdout.write('locked\n');
  await once(process.stdin, 'data');
  lock.release();
  process.stdout.write('released\n');
  await once(process.stdin, 'data');
} catch (error) {
  process.stdout.write(`${String(error)}\n`);
}
process.stdin.destroy();
