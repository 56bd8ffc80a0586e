import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { type Command, defineCommand, usage } from '../../src/core/command.ts';
import { UserError } from '../../src/core/errors.ts';
import { checkOptions, formatCall, parseOptions, splitLine } from '../../src/core/options.ts';

const find: Command = defineCommand({
  name: 'find',
  description: 'Find things.',
  options: [
    { name: 'query', description: 'What.', type: 'string', required: true, rest: true },
    { name: 'sort', description: 'Order.', type: 'string', choices: ['best', 'newest'] },
    { name: 'limit', description: 'How many.', type: 'integer', min: 1, max: 25 },
    { name: 'share', description: 'For all.', type: 'boolean' },
  ],
  examples: ['/find things'],
  visibility: 'asker',
  run: async () => ({ summary: '', cards: [] }),
});

/** With an option whose values may have several words. */
const plan: Command = {
  ...find,
  options: [
    ...find.options,
    { name: 'day', description: 'When.', type: 'string', severalWords: /^next (?:week|month)(?!\S)/ },
  ],
};

describe('a command line', () => {
  it('is split into the command and its text', () => {
    expect(splitLine('/papers  sparse autoencoders ', commands)).toEqual({
      command: 'papers',
      text: 'sparse autoencoders',
    });
    expect(splitLine('/HELP', commands)).toEqual({ command: 'help', text: '' });
    expect(splitLine('/papers help', commands)).toEqual({ command: 'help', text: 'papers' });
    expect(splitLine('/papers help systems', commands)).toEqual({ command: 'papers', text: 'help systems' });
  });

  it('without a slash is a search', () => {
    expect(splitLine(' sparse autoencoders', commands)).toEqual({
      command: 'papers',
      text: 'sparse autoencoders',
    });
  });
});

describe('a command line of a command of two words', () => {
  const known = [{ name: 'papers' }, { name: 'shelf put' }, { name: 'shelf take' }];

  it.each([
    ['/shelf put a book day:friday', 'shelf put', 'a book day:friday'],
    ['  /Shelf   PUT\ta book ', 'shelf put', 'a book'],
    ['/shelf take', 'shelf take', ''],
    ['/shelf burn it', 'shelf burn', 'it'],
    ['/papers put', 'papers', 'put'],
    ['/shelf', 'help', 'shelf'],
    ['/shelf help', 'help', 'shelf'],
    ['/shelf ?', 'help', 'shelf'],
    ['/shelf put help', 'help', 'shelf put'],
  ])('is split behind the second: %s', (line, command, text) => {
    expect(splitLine(line, known)).toEqual({ command, text });
  });
});

describe('options in a line of text', () => {
  it.each([
    ['things limit:3 sort:newest'],
    ['sort:newest things limit:3'],
    ['--limit 3 --sort=newest things'],
    ['—sort newest things —limit 3'],
    ['limit:"3" things sort:“newest”'],
    ['LIMIT:3 things Sort:NEWEST'],
  ])('are found in any order and spelling: %s', (text) => {
    expect(parseOptions(find, text)).toEqual({ query: 'things', limit: 3, sort: 'newest' });
  });

  it('leave quotes and other fields to the query', () => {
    expect(parseOptions(find, 'author:"Michaud, E J" “two words” -latex year:2022')).toEqual({
      query: 'author:"Michaud, E J" “two words” -latex year:2022',
    });
  });

  it('inside quotes are text', () => {
    expect(parseOptions(find, '"a limit:3 b"')).toEqual({ query: '"a limit:3 b"' });
  });

  it.each([
    'Push it to the Limit: Discover Edge-Cases',
    'the unitary limit: universality',
    'To the Limit: 7 proofs',
    'sort: a survey of sorting',
    'Share: yes or no',
    '“Limit:” things',
  ])('with a blank behind the colon are words where others follow: %s', (text) => {
    expect(parseOptions(find, text)).toEqual({ query: text });
  });

  it('may have a blank between colon and value', () => {
    expect(parseOptions(find, 'things limit: 3 sort: newest share: no')).toEqual({
      query: 'things',
      limit: 3,
      sort: 'newest',
      share: false,
    });
  });

  it('of yes-or-no type need no value behind dashes', () => {
    expect(parseOptions(find, 'things --share')).toEqual({ query: 'things', share: true });
    expect(parseOptions(find, 'things share:no')).toEqual({ query: 'things', share: false });
  });

  it.each([
    ['things --colour red', /no option "--colour".*sort, limit and share.*\/find QUERY/],
    ['things limit:0', /"limit" takes a whole number from 1 to 25, not "0"/],
    ['things limit:many', /not "many"/],
    ['things limit:', /not ""/],
    ['things limit: sort:newest', /not ""/],
    ['things limit:Discover', /not "Discover"/],
    ['things --limit= Discover', /not ""/],
    ['things sort:oldest', /"sort" can be best or newest, not "oldest"/],
    ['things share:perhaps', /yes or no/],
    ['things limit:2 limit:3', /given twice/],
    ['', /needs a query/],
    ['   ', /needs a query/],
    ['x'.repeat(10_000), /10,000 characters; a command takes at most 4,000/],
  ])('that are wrong are told in one sentence: %s', (text, message) => {
    expect(() => parseOptions(find, text)).toThrow(UserError);
    expect(() => parseOptions(find, text)).toThrow(message);
  });

  it.each([
    [
      'a day:next week',
      'Put day in quotes, so that it is clear where it ends: day:"next week", or day:"next" if that is all of it.',
    ],
    ['day:next week a', 'day:"next week", or day:"next"'],
    ['a day: next week', 'day:"next week", or day:"next"'],
    ['a --day next week limit:3', 'day:"next week", or day:"next"'],
    ['a --day=next week', 'day:"next week", or day:"next"'],
  ])('that take several words are not cut: %s', (text, message) => {
    expect(() => parseOptions(plan, text)).toThrow(UserError);
    expect(() => parseOptions(plan, text)).toThrow(message);
  });

  it.each([
    ['a day:"next week"', 'a', 'next week'],
    ['day:"next" week', 'week', 'next'],
    ['week day:next', 'week', 'next'],
    ['day:next a week', 'a week', 'next'],
    ['day:next "week"', '"week"', 'next'],
    ['day:next weekly', 'weekly', 'next'],
  ])('that take several words end where it is clear: %s', (text, query, day) => {
    expect(parseOptions(plan, text)).toEqual({ query, day });
  });

  it('are refused where a command takes no text', () => {
    const about = commands.find((command) => command.name === 'about');
    expect(() => parseOptions(about ?? find, 'me')).toThrow(/takes no text, but "me" was given/);
  });

  it('lose their control characters', () => {
    expect(parseOptions(find, 'a\u0000b\u001b[31mc\u202ed')).toEqual({ query: 'a b [31mc d' });
  });

  it('never throw anything but words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        try {
          parseOptions(find, text);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });

  it('come back from the line that stands for a button', () => {
    // A call with this word alone asks for help.
    const word = fc.stringMatching(/^[a-z]{1,10}$/).filter((text) => text !== 'help');
    const values = fc.record(
      {
        query: fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' ')),
        sort: fc.constantFrom('best', 'newest'),
        limit: fc.integer({ min: 1, max: 25 }),
        share: fc.boolean(),
      },
      { requiredKeys: ['query'] },
    );
    fc.assert(
      fc.property(values, (given) => {
        const line = splitLine(formatCall(find, given), [find]);
        expect(parseOptions(find, line.text)).toEqual(given);
      }),
    );
  });
});

describe('a call that is written out', () => {
  it('says yes and no as people type it', () => {
    expect(formatCall(find, { query: 'things', share: true })).toBe('/find things share:yes');
    expect(formatCall(find, { query: 'things', share: false })).toBe('/find things share:no');
  });
});

describe('words on a mistake', () => {
  const lacking = (command: Command, text: string) => (): unknown => parseOptions(command, text);

  it('say how a command is typed at its simplest, and where its options stand', () => {
    expect(lacking(find, '')).toThrow(
      '/find needs a query. Type: /find QUERY (all options: /help find), for example: /find things',
    );
    const bare: Command = { ...find, options: find.options.filter(({ rest }) => rest === true) };
    expect(lacking(bare, '')).toThrow('Type: /find QUERY, for example: /find things');
    expect(lacking({ ...bare, options: [], examples: ['/find'] }, 'x')).toThrow(/ Type: \/find$/);
  });

  it('say what number is taken where it has no end', () => {
    const take: Command = { ...find, options: [{ name: 'n', description: '', type: 'integer', min: 1 }] };
    expect(lacking(take, 'n:seven')).toThrow('"n" takes a whole number of 1 or more, not "seven".');
  });
});

describe('options that a platform typed', () => {
  it('are checked by the same rules', () => {
    expect(checkOptions(find, { query: 'things', limit: 3 })).toEqual({ query: 'things', limit: 3 });
    expect(() => checkOptions(find, { query: 'things', limit: 30 })).toThrow(/from 1 to 25/);
    expect(() => checkOptions(find, { limit: 3 })).toThrow(/needs a query/);
    expect(() => checkOptions(find, { query: 'x', colour: 'red' })).toThrow(/no option "colour"/);
  });
});

describe('the list of commands', () => {
  it('has examples whose options can be read', () => {
    for (const command of commands) {
      for (const example of command.examples) {
        const line = splitLine(example, commands);
        expect(line.command).toBe(command.name);
        expect(() => parseOptions(command, line.text)).not.toThrow();
      }
    }
  });

  it('has names of one word, or of two whose first names no command', () => {
    const names = commands.map(({ name }) => name);
    expect(names.filter((name) => !/^[a-z][a-z-]*(?: [a-z][a-z-]*)?$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => names.some((other) => other.startsWith(`${name} `)))).toEqual([]);
  });

  it('leaves the name "file" to the file of those that take one', () => {
    const taking = commands.filter(({ takesFile }) => takesFile !== undefined);
    expect(taking.filter(({ options }) => options.some(({ name }) => name === 'file'))).toEqual([]);
  });

  it('has one usage line each', () => {
    expect(commands.map((command) => usage(command))).toEqual([
      '/papers QUERY [sort:relevance|newest|updated] [limit:1-25] [page:1-1000] [remote:auto|always]',
      '/paper PAPER',
      '/cite PAPER [style:STYLE] [version:1-999] [form:preprint|published] [fetch:yes|no]',
      '/versions PAPER [from:1-999] [to:1-999]',
      '/author NAME [page:1-1000]',
      '/digest subscribe QUERY [cadence:CADENCE] [hour:HOUR] [zone:ZONE] [sections:SECTIONS] [cap:1-50] [empty:skip|say] [news:thread|channel] [anyway:yes|no] [from:FROM]',
      '/digest list [page:1-1000] [log:yes|no]',
      '/digest edit [NUMBER] [query:QUERY] [cadence:CADENCE] [hour:HOUR] [zone:ZONE] [sections:SECTIONS] [cap:1-50] [empty:skip|say] [news:thread|channel] [anyway:yes|no]',
      '/digest pause [NUMBER]',
      '/digest resume [NUMBER] [rest:post|there|skip]',
      '/digest remove [NUMBER]',
      '/digest preview [QUERY] [period:PERIOD] [number:NUMBER]',
      '/digest now',
      '/digest why PAPER',
      '/digest history [NUMBER] [subscription:NUMBER] [upto:NUMBER] [page:1-1000]',
      '/follow PAPER',
      '/unfollow PAPER',
      '/about',
      '/help [COMMAND]',
    ]);
  });
});
