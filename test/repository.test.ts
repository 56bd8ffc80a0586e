import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const names = z.record(z.string(), z.string()).default({});
const lockedPackage = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  resolved: z.string().optional(),
  dev: z.boolean().default(false),
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
});
type LockedPackage = z.infer<typeof lockedPackage>;

const { packages } = z
  .object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), lockedPackage) })
  .parse(readJson('package-lock.json'));
const manifest = z
  .object({ dependencies: names, devDependencies: names, optionalDependencies: names })
  .parse(readJson('package.json'));
const locked = Object.entries(packages).filter(([path]) => path !== '');

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(`${ROOT}/${path}`, 'utf8'));
}

describe('the lockfile', () => {
  it('has an entry for every optional binary of every platform', () => {
    // A mirror may lack some; "npm install" passes then, and "npm ci" fails for the people on those platforms.
    const wanted = locked.flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies).map((name) => ({ path, name })),
    );
    const missing = wanted.filter(
      ({ path, name }) =>
        !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    );
    expect(wanted.length).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });

  it('names no host, so that everybody installs from their own registry', () => {
    const hosts = locked.filter(([, { resolved }]) => /^[a-z+]+:\/\//.test(resolved ?? ''));
    expect(hosts.map(([path, { resolved }]) => `${path}: ${resolved}`)).toEqual([]);
  });

  it('asks for the same versions as package.json, and has them', () => {
    const root = packages[''];
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
      expect(root?.[kind]).toEqual(manifest[kind]);
      for (const [name, version] of Object.entries(manifest[kind])) {
        expect({ name, version: packages[`node_modules/${name}`]?.version }).toEqual({ name, version });
      }
    }
  });
});

describe('package.json', () => {
  it('pins every version exactly', () => {
    const all = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });
});

const ALLOWED = new Set([
  'MIT',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'Python-2.0',
  'CC0-1.0',
  'Unlicense',
]);

/** SPDX: of an OR one side must be allowed, of an AND both. */
function isAllowed(license: string): boolean {
  const text = license.trim().replace(/^\(([^()]*)\)$/, '$1');
  if (/\sOR\s/.test(text)) return text.split(/\sOR\s/).some(isAllowed);
  if (/\sAND\s/.test(text)) return text.split(/\sAND\s/).every(isAllowed);
  return ALLOWED.has(text);
}

function licenseOf(path: string, entry: LockedPackage): string {
  if (entry.license !== undefined) return entry.license;
  if (!existsSync(`${ROOT}/${path}/package.json`)) return 'none found';
  const { license } = z
    .object({ license: z.string().optional().catch(undefined) })
    .parse(readJson(`${path}/package.json`));
  return license ?? licenseByText(path);
}

/** Some old packages name no licence and carry its text. */
function licenseByText(path: string): string {
  const file = `${ROOT}/${path}/LICENSE`;
  const text = existsSync(file) ? readFileSync(file, 'utf8').replace(/\s+/g, ' ') : '';
  const isMit =
    text.includes('Permission is hereby granted, free of charge, to any person obtaining a copy') &&
    text.includes('THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND');
  return isMit ? 'MIT' : 'none found';
}

describe('licences', () => {
  it('of all packages are ones that ask for no more than a notice', () => {
    const others = locked.flatMap(([path, entry]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const license = licenseOf(path, entry);
      return isAllowed(license) ? [] : [`${name}: ${license}`];
    });
    expect(locked.length).toBeGreaterThan(50);
    expect(others).toEqual([]);
  });

  it.each([
    ['MIT', true],
    ['MIT OR Apache-2.0', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND ISC', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['none found', false],
    ['', false],
  ])('are read as SPDX says: %s', (license, allowed) => {
    expect(isAllowed(license)).toBe(allowed);
  });
});

describe('the files', () => {
  const files = listFiles();

  it('tell nothing of the machine they were written on', { skip: files.length === 0 }, () => {
    const path = /(?<![\w.:/-])(?:\/(?:home|Users)\/[a-z]|[A-Z]:\\Users\\)/;
    expect(findIn(files, path)).toEqual([]);
  });

  it('hold no tabs in TypeScript, no carriage returns and no marks of an unfinished merge', {
    skip: files.length === 0,
  }, () => {
    expect(
      findIn(
        files.filter((file) => file.endsWith('.ts')),
        /\t|\r/,
      ),
    ).toEqual([]);
    expect(findIn(files, /^(?:<{7}|>{7}) /m)).toEqual([]);
  });
});

function findIn(files: readonly string[], pattern: RegExp): string[] {
  return files
    .filter((file) => existsSync(`${ROOT}/${file}`))
    .flatMap((file) => {
      const text = readFileSync(`${ROOT}/${file}`, 'utf8');
      const found = text.includes('\0') ? null : pattern.exec(text);
      return found === null ? [] : [`${file}: ${text.slice(found.index, found.index + 40)}`];
    });
}

/** Files under version control and new ones that are not ignored; none where there is no git. */
function listFiles(): string[] {
  try {
    const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return list
      .toString('utf8')
      .split('\0')
      .filter((file) => file !== '');
  } catch {
    process.stderr.write('repository.test.ts: no git here, its checks of files are skipped\n');
    return [];
  }
}
