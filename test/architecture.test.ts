import { globSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LONGEST_FILE = 300;

/** What the two search indexes have in common; they know nothing of each other. */
const SHARED_BY_INDEXES = [
  'src/search/text',
  'src/search/query',
  'src/search/ranking',
  'src/search/build.ts',
  'src/search/kept-index.ts',
];

/** Who may import whom. The longest matching row holds for a file; every folder may import itself. */
const TABLE: Readonly<Record<string, readonly string[] | 'anything'>> = {
  'src/core': ['zod', 'data/author-names.json'],
  commands: ['src/core'],
  'src/sources': ['src/core', 'node:', 'saxes', 'htmlparser2'],
  'src/search': ['src/core', 'node:'],
  'src/search/text': ['src/core', 'node:'],
  'src/search/query': ['src/core', 'src/search/text'],
  'src/search/ranking': [],
  'src/search/memory': ['src/core', ...SHARED_BY_INDEXES, 'minisearch', 'node:'],
  'src/search/fulltext': ['src/core', ...SHARED_BY_INDEXES, 'node:'],
  'src/search/suggest': ['src/core', 'src/search/text', 'node:timers/promises'],
  'src/store': ['src/core', 'kysely', 'pg', 'node:'],
  'src/library.ts': ['src/core', 'src/indexing.ts'],
  'src/indexing.ts': ['src/core'],
  'src/citing.ts': ['src/core'],
  'src/home.ts': ['src/core'],
  'src/pasted.ts': ['src/core', 'src/sources', 'src/library.ts'],
  'src/sync': ['src/core', 'src/sources', 'src/library.ts', 'croner', 'node:'],
  'src/digest': ['src/core', 'croner', 'node:timers/promises'],
  'src/chat/slack': ['src/core', '@slack/', 'node:'],
  'src/chat/discord': ['src/core', 'discord.js', 'node:'],
  'src/chat/terminal': ['src/core', 'node:'],
  'src/chat/web': ['src/core', 'node:'],
  'src/dispatch.ts': ['src/core'],
  'src/clock.ts': ['src/core', 'node:'],
  'src/config.ts': ['src/core', 'zod'],
  'src/log.ts': ['src/core', 'pino', 'node:'],
  'src/verbs': 'anything',
  'src/app.ts': 'anything',
  'src/main.ts': 'anything',
  'src/compile-cache.mjs': ['node:'],
};

/** Parts at the top, and the only ones that may import them. */
const TOPS: Readonly<Record<string, readonly string[]>> = {
  'src/main.ts': [],
  'src/app.ts': ['src/main.ts', 'src/verbs'],
  'src/verbs': ['src/main.ts', 'src/verbs'],
};

type Modules = ReadonlyMap<string, string>;

const IMPORTS = [
  // import x from 'y'; import type { x } from 'y'; export * from 'y'; over as many lines as it takes
  /^[ \t]*(?:import|export)\b[\w\s{},*$]*?\bfrom\s*(['"])(?<name>[^'"\n]+)\1/gm,
  /^[ \t]*(?:import|export)\b[\w\s{},*$]*?\}from\s*(['"])(?<name>[^'"\n]+)\1/gm,
  /^[ \t]*import\s*(['"])(?<name>[^'"\n]+)\1/gm,
  /\b(?:import|require|resolve)\s*\(\s*(?:\/\*[^*]*\*\/\s*)?(['"`])(?<name>[@.\w][^'"`\n]*)\1\s*[,)]/g,
];

/** Every module that a source names: static imports, re-exports, types, dynamic imports. */
function importsOf(source: string): string[] {
  // Comments go first: they may stand inside an import, or show one.
  const code = source.replace(/^[ \t]*\/\*[\s\S]*?\*\//gm, '').replace(/(^|[\s{,;])\/\/[^\n]*/g, '$1');
  const names = IMPORTS.flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => match.groups?.['name'] ?? ''),
  );
  return [...new Set(names)];
}

function inside(path: string, part: string): boolean {
  return path === part || path.startsWith(`${part}/`);
}

function rowOf(file: string): string | undefined {
  return Object.keys(TABLE)
    .filter((part) => inside(file, part))
    .toSorted((a, b) => b.length - a.length)[0];
}

function targetOf(file: string, name: string): string {
  return name.startsWith('.') ? posix.join(posix.dirname(file), name) : name;
}

/** Every breach in words that name the file and the import. */
function breaches(modules: Modules): string[] {
  return [...modules].flatMap(([file, source]) => {
    const row = rowOf(file);
    if (row === undefined) return [`${file} is in no row of the table: say who may import whom`];
    return importsOf(source).flatMap((name) => faultOf(modules, file, row, name));
  });
}

function faultOf(modules: Modules, file: string, row: string, name: string): string[] {
  const target = targetOf(file, name);
  const allowed = TABLE[row] ?? [];
  const tops = Object.entries(TOPS).filter(([part]) => inside(target, part));
  if (tops.some(([, importers]) => !importers.some((part) => inside(file, part)))) {
    return [`${file} imports ${name}, which nobody below may import`];
  }
  if (name.startsWith('.') && name.endsWith('.ts') && !modules.has(target))
    return [`${file} imports ${name}, which does not exist`];
  if (name.startsWith('.') && !/\.(?:ts|json)$/.test(name))
    return [`${file} imports ${name} without its ending`];
  if (allowed === 'anything' || inside(target, row)) return [];
  const fits = allowed.some((part) => (/[:/]$/.test(part) ? name.startsWith(part) : inside(target, part)));
  return fits ? [] : [`${file} imports ${name}; ${row} may import ${allowed.join(', ')}`];
}

/** Import cycles, each as its chain of files. */
function cycles(modules: Modules): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (done.has(file) || path.includes(file)) return;
    for (const name of importsOf(modules.get(file) ?? '')) {
      const target = targetOf(file, name);
      if (modules.has(target)) visit(target, [...path, file]);
    }
    done.add(file);
  };
  for (const file of modules.keys()) visit(file, []);
  return found;
}

function readModules(): Map<string, string> {
  const files = ['src', 'commands'].flatMap((folder) =>
    readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.m?[jt]s$/.test(path))
      .map((path) => posix.join(folder, path.replaceAll('\\', '/'))),
  );
  return new Map(files.map((file) => [file, readFileSync(`${ROOT}/${file}`, 'utf8')]));
}

describe('the house', () => {
  const modules = readModules();

  it('keeps to the table of imports', () => {
    expect(breaches(modules)).toEqual([]);
  });

  it('has no import cycles', () => {
    expect(cycles(modules)).toEqual([]);
  });

  it(`has no file of more than ${LONGEST_FILE} lines`, () => {
    const long = [...modules].map(([file, source]) => ({ file, lines: source.trimEnd().split('\n').length }));
    expect(long.filter(({ lines }) => lines > LONGEST_FILE)).toEqual([]);
  });

  it('is read as a whole: every module, and every line that imports', () => {
    const files = globSync('{src,commands}/**/*.{ts,mts,cts,js,mjs}', { cwd: ROOT });
    expect(modules.size).toBeGreaterThanOrEqual(files.length);
    expect(modules.size).toBeGreaterThan(20);
    for (const [file, source] of modules) {
      // Counted in another way: lines that end an import.
      const lines = source.match(/^(?:import|export|\}).* from '[^']+'.*;$/gm) ?? [];
      const names = lines.map((line) => / from '([^']+)'/.exec(line)?.[1] ?? '');
      const read = importsOf(source);
      expect({ file, unread: names.filter((name) => !read.includes(name)) }).toEqual({ file, unread: [] });
    }
  });
});

describe('the check itself', () => {
  const plant = (file: string, source: string): string[] =>
    breaches(
      new Map([
        ['src/core/paper.ts', ''],
        ['src/app.ts', ''],
        ['src/store/store.ts', ''],
        [file, source],
      ]),
    );

  it.each([
    ['src/core/x.ts', "import { readFile } from 'node:fs';"],
    ['src/core/x.ts', "import { Store } from '../store/store.ts';"],
    ['src/core/x.ts', "import type { Store } from '../store/store.ts';"],
    ['src/core/x.ts', "import {\n  type A, // words\n  B as C,\n} from\n  '../store/store.ts';"],
    ['src/core/x.ts', "import {a}from'../store/store.ts'"],
    ['src/core/x.ts', "export * from '../store/store.ts';"],
    ['src/core/x.ts', "export type { A } from '../store/store.ts';"],
    ['src/core/x.ts', "import '../store/store.ts';"],
    ['src/core/x.ts', "const store = await import('../store/store.ts');"],
    ['src/core/x.ts', 'type A = import("../store/store.ts").A;'],
    ['src/core/x.ts', "import fs = require('kysely');"],
    ['src/core/x.ts', "/* words */ import * as all from '../store/store.ts';"],
    ['src/core/deep/er/x.ts', "import { A } from '../../../store/store.ts';"],
    ['src/core/x.ts', "import { z } from 'zod-other';"],
    ['commands/x.ts', "import { A } from '../src/store/store.ts';"],
    ['src/chat/slack/x.ts', "import { A } from '../discord/x.ts';"],
    ['src/chat/slack/x.ts', "import { Client } from 'discord.js';"],
    ['src/chat/terminal/x.ts', "import { App } from '@slack/bolt';"],
    ['src/digest/x.ts', "import { A } from '../store/store.ts';"],
    ['src/library.ts', "import { A } from './store/store.ts';"],
    ['src/store/x.ts', "import { A } from '../app.ts';"],
    ['src/verbs/x.ts', "import { A } from '../main.ts';"],
    ['src/core/x.ts', "import { A } from './paper';"],
    ['src/core/x.ts', "import { A } from './nowhere.ts';"],
    ['src/stray.ts', ''],
    ['src/chat/stray.ts', ''],
  ])('sees a breach planted in %s: %s', (file, source) => {
    const found = plant(file, source);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(file);
  });

  it.each([
    ['src/core/x.ts', "import { z } from 'zod';\nimport type { Paper } from './paper.ts';"],
    ['src/core/deep/x.ts', "export { A } from '../paper.ts';"],
    ['src/core/x.ts', "// import { A } from '../store/store.ts';\n/*\nimport '../store/store.ts';\n*/"],
    ['src/core/x.ts', "const text = \"comes from 'kysely'\";\nexport const list = Array.from('pg');"],
    ['src/chat/slack/x.ts', "import { App } from '@slack/bolt';"],
    ['src/verbs/x.ts', "import { A } from '../app.ts';"],
    [
      'src/app.ts',
      "import { A } from './store/store.ts';\nimport about from '../package.json' with { type: 'json' };",
    ],
  ])('sees nothing wrong in %s: %s', (file, source) => {
    expect(plant(file, source)).toEqual([]);
  });

  it('sees a cycle, and none in a diamond', () => {
    const cycle = new Map([
      ['src/core/a.ts', "import { b } from './b.ts';"],
      ['src/core/b.ts', "import type { c } from './c.ts';"],
      ['src/core/c.ts', "import { a } from './a.ts';"],
    ]);
    const diamond = new Map([
      ['src/core/a.ts', "import './b.ts';\nimport './c.ts';"],
      ['src/core/b.ts', "import './d.ts';"],
      ['src/core/c.ts', "import './d.ts';"],
      ['src/core/d.ts', ''],
    ]);
    expect(cycles(cycle)).toEqual(['src/core/a.ts -> src/core/b.ts -> src/core/c.ts -> src/core/a.ts']);
    expect(cycles(diamond)).toEqual([]);
  });
});
