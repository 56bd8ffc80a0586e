import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FLAG = '--import=./src/compile-cache.mjs';

it('keeps what Node makes of the sources in a folder of the installation, not in one that all users of a machine share', () => {
  const asked = 'process.stdout.write(process.getBuiltinModule("module").getCompileCacheDir())';
  const folder = execFileSync(process.execPath, [FLAG, '-e', asked], { cwd: ROOT, encoding: 'utf8' });
  expect(
    folder.startsWith(fileURLToPath(new URL('../node_modules/.cache/paperthread/', import.meta.url))),
  ).toBe(true);
  expect(existsSync(folder)).toBe(true);
});

it('is loaded by every script that starts the program', () => {
  const scripts = Object.values<string>(packageJson.scripts).filter((script) =>
    script.includes('src/main.ts'),
  );
  expect(scripts.length).toBeGreaterThan(5);
  for (const script of scripts) expect(script).toContain(`${FLAG} src/main.ts`);
});
