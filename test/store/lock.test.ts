import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SetupError } from '../../src/core/errors.ts';
import { lockDataFolder } from '../../src/store/lock.ts';
import { Child } from './children/run.ts';
import { temporaryFolders } from './temporary.ts';

const newFolder = temporaryFolders();

async function startLocker(folder: string): Promise<Child> {
  const child = new Child(new URL('./children/locker.ts', import.meta.url), folder);
  onTestFinished(() => child.kill());
  expect(await child.line()).toBe('ready');
  return child;
}

test('a second process is refused with the number of the first and since when it runs', async () => {
  const folder = newFolder();
  const child = await startLocker(folder);
  child.send('take');
  expect(await child.line()).toBe('locked');
  expect(() => lockDataFolder(folder)).toThrow(
    new RegExp(
      `^Paperthread already runs on this data folder \\(process ${child.pid}, since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\\)\\. ` +
        'Stop it first, or give this one its own DATA_DIR\\.$',
    ),
  );
});

test('a folder that was released can be taken by the next', async () => {
  const folder = newFolder();
  const child = await startLocker(folder);
  child.send('take');
  expect(await child.line()).toBe('locked');
  child.send('release');
  expect(await child.line()).toBe('released');
  const lock = lockDataFolder(folder);
  lock.release();
  lock.release();
  lockDataFolder(folder).release();
});

test('a killed process leaves no lock behind', async () => {
  const folder = newFolder();
  const child = await startLocker(folder);
  child.send('take');
  expect(await child.line()).toBe('locked');
  await child.kill();
  lockDataFolder(folder).release();
});

test('of processes that start at once exactly one gets the folder, and the others name it', async () => {
  const folder = newFolder();
  const children = await Promise.all(Array.from({ length: 5 }, () => startLocker(folder)));
  for (const child of children) child.send('take');
  const said = await Promise.all(
    children.map(async (child) => ({ pid: child.pid, line: await child.line() })),
  );
  const winners = said.filter(({ line }) => line === 'locked');
  expect(winners).toHaveLength(1);
  for (const loser of said.filter(({ line }) => line !== 'locked'))
    expect(loser.line).toContain(`already runs on this data folder (process ${winners[0]?.pid}, since`);
});

test('one process cannot take a folder twice, but two folders', () => {
  const folder = newFolder();
  const first = lockDataFolder(folder);
  const second = lockDataFolder(newFolder());
  expect(() => lockDataFolder(folder)).toThrow(`process ${process.pid}`);
  first.release();
  second.release();
});

test('a missing folder is made', () => {
  lockDataFolder(join(newFolder(), 'group', 'data')).release();
});

test('a lock file that cannot be used is told in words', () => {
  const damaged = newFolder();
  writeFileSync(join(damaged, 'paperthread.lock'), randomBytes(9000));
  expect(() => lockDataFolder(damaged)).toThrow(/paperthread\.lock cannot be used.*delete it/);
  const odd = newFolder();
  mkdirSync(join(odd, 'paperthread.lock'));
  expect(() => lockDataFolder(odd)).toThrow(SetupError);
  const file = join(newFolder(), 'data');
  writeFileSync(file, '');
  expect(() => lockDataFolder(file)).toThrow('a file of that name is in the way');
});
