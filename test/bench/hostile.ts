/** Those of them that are longer than a query may be: only what it costs to refuse them is of interest. */
export const REFUSED: ReadonlySet<string> = new Set([
  '1,900 hyphenated letters',
  'a hyphenated word of 300 words',
  'the same as a name',
  'a long name',
  'more full names left out than a query may have',
  '300 quoted words',
]);

/** Queries that cost more than any that somebody means, by name, made of the words of real papers. */
export function hostileQueries(
  papers: readonly { title: string; abstract: string; authors: string }[],
): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  const names = new Map<string, number>();
  for (const { title, abstract, authors } of papers) {
    for (const word of new Set(`${title} ${abstract}`.toLowerCase().match(/[a-z]{2,}/g)))
      counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const word of new Set(authors.match(/\p{L}{3,}/gu))) names.set(word, (names.get(word) ?? 0) + 1);
  }
  const frequent = [...counts].toSorted((a, b) => b[1] - a[1]).map(([word]) => word);
  const content = frequent.filter((word) => word.length > 4);
  const rare = frequent.filter((word) => counts.get(word) === 1 && word.length > 4);
  const surnames = [...names].toSorted((a, b) => b[1] - a[1]).map(([word]) => word);
  const times = (number: number, part: (at: number) => string, by = ' '): string =>
    Array.from({ length: number }, (_, at) => part(at)).join(by);
  const cut = (text: string): string =>
    text.length <= 4_000
      ? text
      : text
          .slice(0, 4_000)
          .replace(/[\s-]+[^\s-]*$/, '')
          .replace(/ (?:AND|OR|ANDNOT)$/, '');
  const typo = (word: string): string =>
    `${word.slice(0, 2)}${word[3] ?? 'x'}${word[2] ?? 'q'}${word.slice(4)}zq`;
  const beginning = (at: number): string =>
    `${'abcdefghijklmnoprstuvw'[at % 22]}${'aeo'[at % 3]}${'nrstl'[at % 5]}*`;
  const eight = (at: number): string => times(8, (part) => content[at + (part % 2)] ?? '', '-');
  const pair = (at: number): string => `${content[at]} ${content[at + 1]}`;
  const particles = (often: number) => (at: number) =>
    `au:"${['de', 'la', 'di', 'du'].map((one, place) => `${one.repeat(often)}${surnames[place % 2 ? at : 0]?.toLowerCase()}`).join(' ')}"`;
  const leftOut = (number: number): string =>
    times(number, (at) => `-au:"${surnames[Math.floor(at / 15)]} ${surnames[at % 15]}"`);
  const parts = (number: number, at: number): string =>
    times(number, (part) => content[at + part] ?? '', '-');
  const paired = (pattern: RegExp): string[] => {
    const often = new Map<string, number>();
    for (const { abstract } of papers)
      for (const found of new Set(abstract.match(pattern))) often.set(found, (often.get(found) ?? 0) + 1);
    return [...often].toSorted((a, b) => b[1] - a[1]).map(([found]) => found);
  };
  const [two, ofThe] = [paired(/\b[a-z]{5,} [a-z]{5,}\b/g), paired(/\b[a-z]{3,} of the\b/g)];
  const numbers = paired(/\b\d[a-z\d]*\b/g);
  const letters = 'abcdefghijklmnopqrst';
  const inCapitals = (word: string, at: number): string =>
    Array.from(word, (letter, place) => ((at >> place) & 1 ? letter.toUpperCase() : letter)).join('');
  const short = frequent.filter((word) => word.length < 5);
  const phrases = papers.flatMap(({ abstract }) => abstract.match(/[a-z]+ of the/g) ?? []);
  const entries: [string, string][] = [
    ['500 frequent words', cut(times(500, (at) => content[at] ?? ''))],
    ['500 rare words', cut(times(500, (at) => rare[at * 7] ?? ''))],
    ['500 words as frequent as possible', cut(times(500, (at) => frequent[at] ?? ''))],
    ['800 words of two letters', cut(times(800, (at) => frequent.filter((w) => w.length < 4)[at] ?? 'we'))],
    ['one word 500 times', times(500, () => 'quantum')],
    [
      'an abstract and more',
      cut(
        papers
          .slice(0, 5)
          .map(({ abstract }) => abstract.replace(/["():-]/g, ' '))
          .join(' '),
      ),
    ],
    ['25 phrases', times(25, (at) => `"${phrases[at * 11]}"`)],
    ['25 phrases of frequent words', times(25, (at) => `"${pair(at)}"`)],
    ['25 phrases with OR', times(25, (at) => `"${pair(at)}"`, ' OR ')],
    ['a phrase of stop words', '"of the"'],
    ['a frequent phrase', '"in this paper we"'],
    ['10 wildcards', times(10, beginning)],
    ['10 wildcards with OR', times(10, beginning, ' OR ')],
    ['10 title wildcards with OR', times(10, (at) => `ti:${content[at]?.slice(0, 3)}*`, ' OR ')],
    ['10 abstract wildcards with OR', times(10, (at) => `abs:${content[at]?.slice(0, 3)}*`, ' OR ')],
    ['10 excluded wildcards', `model ${times(10, (at) => `-${beginning(at)}`)}`],
    ['10 author wildcards with OR', times(10, (at) => `au:${beginning(at)}`, ' OR ')],
    ['6 hyphenated abs: filters with OR', times(6, (at) => `abs:in-${content[at]}`, ' OR ')],
    [
      '30 hyphenated abs: filters with OR',
      times(30, (at) => `abs:${content[at]}-${content[at + 9]}`, ' OR '),
    ],
    ['9 words of eight parts and a year', `${times(9, (at) => eight(at * 3))} 2015`],
    ['9 phrases of frequent words and a year', `${times(9, (at) => `"${pair(at)}"`)} 2015`],
    ['9 hyphenated abs: filters and a year', `${times(9, (at) => `abs:in-${content[at]}`)} 2015`],
    ['9 names and a year', `${times(9, (at) => `au:"x ${surnames[at]}"`)} 2015`],
    ['4 surnames', times(4, (at) => surnames[at] ?? '')],
    ['the same exclusion 300 times', `model ${times(300, () => '-system')}`],
    ['300 exclusions', cut(`model ${times(300, (at) => `-${content[at + 300]}`)}`)],
    ['25 excluded phrases', `model ${times(25, (at) => `-"${pair(at + 20)}"`)}`],
    ['60 excluded authors', cut(`model ${times(60, (at) => `-au:${surnames[at]}`)}`)],
    ['8 typos', times(8, (at) => typo(content[at * 9] ?? ''))],
    ['12 typos', times(12, (at) => typo(content[at * 9] ?? ''))],
    ['100 typos', times(100, (at) => typo(content[at * 9] ?? ''))],
    ['60 typos in names', cut(times(60, (at) => `au:${typo(surnames[at] ?? '')}`))],
    ['30 typos in names with OR', times(30, (at) => `au:${typo(surnames[at] ?? '')}`, ' OR ')],
    [
      '20 hyphenated typos',
      times(
        20,
        (at) => `${typo(content[at] ?? '')}-${typo(content[at + 50] ?? '')}-${typo(content[at + 90] ?? '')}`,
      ),
    ],
    ['a hyphenated word of 80 typos', times(80, (at) => typo(content[at * 9] ?? ''), '-')],
    ['40 hyphenated words with OR', times(40, (at) => `${content[at]}-${content[at + 1]}`, ' OR ')],
    ['40 letters with digits with OR', times(40, (at) => `${letters[at % 13]}-${1 + (at % 3)}`, ' OR ')],
    ['60 decimals with OR', times(60, (at) => `abs:${Math.floor(at / 9)}.${1 + (at % 9)}`, ' OR ')],
    ['80 hyphenated words', cut(times(80, (at) => `${content[at]}-${content[at + 100]}`))],
    ['a hyphenated word of 81 parts', cut(`${'neural-network-'.repeat(40)}model`)],
    ['the same in abstracts', cut(`abs:${'neural-network-'.repeat(40)}model`)],
    ['the same left out', cut(`model -${'neural-network-'.repeat(40)}model`)],
    ['1,900 hyphenated letters', `${'a-'.repeat(1_900)}a`],
    ['1,900 letters with dots', times(1_900, (at) => 'bcdefghjklmnop'[at % 14] ?? '', '.')],
    ['1,900 letters with dots in abstracts', `abs:${times(1_900, (at) => 'bcdefghjkl'[at % 10] ?? '', '.')}`],
    ['words with slashes in abstracts', cut(`abs:${times(600, (at) => content[at] ?? '', '/')}`)],
    ['a phrase of 800 letters', `"${times(800, () => 'b')}"`],
    ['a phrase of 800 stop words', `"${times(800, () => 'a')}"`],
    ['a phrase of 200 pairs', `abs:"${times(200, () => 'neural network')}"`],
    ['a phrase of 200 hyphenated pairs', cut(`"${times(200, (at) => `in-${content[at]}`)}"`)],
    ['a name of 20 words', cut(`au:"${times(20, (at) => typo(surnames[at] ?? ''))}"`)],
    ['a letter of four words 3,900 times', '\ufdfa'.repeat(3_900)],
    ['the same as a name', `au:${'\ufdfa'.repeat(3_900)}`],
    ['half a letter 3,900 times in quotes', `"${'½'.repeat(3_900)}"`],
    ['5 words of eight parts with OR', times(5, (at) => eight(at), ' OR ')],
    ['5 abs: filters of eight parts with OR', times(5, (at) => `abs:${eight(at)}`, ' OR ')],
    ['20 abs: filters with small words with OR', times(20, (at) => `abs:in-${content[at]}-of`, ' OR ')],
    ['80 words with small words left out', cut(`model ${times(80, (at) => `-in-${content[at]}`)}`)],
    ['25 phrases left out with OR', `model ANDNOT (${times(25, (at) => `"${pair(at)}"`, ' OR ')})`],
    ['10 wildcards left out with OR', `model ANDNOT (${times(10, beginning, ' OR ')})`],
    ['59 parts left out with OR', `model ANDNOT (${times(59, (at) => `abs:${content[at]}`, ' OR ')})`],
    ['categories joined by hyphens in abstracts', cut(`abs:${times(80, () => 'cs.LG', '-')}`)],
    ['a hyphenated word of 300 words', cut(times(300, (at) => content[at] ?? '', '-'))],
    [
      'deep AND and OR',
      `${'('.repeat(18)}model${times(18, (at) => ` ${at % 2 ? 'AND' : 'OR'} ${content[at]})`, '')}`,
    ],
    ['60 parts with OR', times(60, (at) => content[at] ?? '', ' OR ')],
    ['60 parts with AND', times(60, (at) => content[at] ?? '', ' AND ')],
    ['30 pairs', times(30, (at) => `(${content[at]} AND ${content[at + 50]})`, ' OR ')],
    [
      '29 pairs of what is left out',
      times(29, (at) => `(${content[at]} ANDNOT abs:${content[at + 50]})`, ' OR '),
    ],
    ['30 pairs of ors', times(30, (at) => `(${content[at]} OR ${content[at + 50]})`, ' AND ')],
    ['only stop words', cut(times(700, (at) => ['the', 'of', 'and', 'in', 'to', 'we', 'is'][at % 7] ?? ''))],
    ['two stop words', 'of the'],
    [
      'one small word in abstracts, in all capitals',
      cut(times(500, (at) => `abs:${inCapitals('between', at)}`)),
    ],
    ['one small word in titles, in all capitals', cut(times(500, (at) => `ti:${inCapitals('between', at)}`))],
    ['abs: filters', times(30, (at) => `abs:${content[at]}`)],
    ['one abs: filter', 'abs:model'],
    ['two abs: filters', 'abs:result abs:show'],
    ['abs: filters with OR', times(60, (at) => `abs:${content[at]}`, ' OR ')],
    ['comments with OR', times(60, (at) => `co:${content[at]}`, ' OR ')],
    ['author: Wang', 'author:wang'],
    ['author: letters', 'author:"a b c d e f"'],
    ['60 authors with OR', cut(times(60, (at) => `au:${surnames[at]}`, ' OR '))],
    ['60 authors', cut(times(60, (at) => `au:${surnames[at]}`))],
    ['60 full names', cut(times(60, (at) => `au:"${surnames[at + 1]} ${surnames[at]}"`, ' OR '))],
    ['a long name', `au:"${cut(times(600, (at) => surnames[at] ?? ''))}"`],
    ['initials', 'J. Wang'],
    ['24 names of four words with particles run in', times(24, particles(12), ' OR ')],
    ['56 names of four words with particles run in', times(56, particles(2), ' OR ')],
    [
      '60 names with particles run in',
      times(60, (at) => `au:"de${surnames[at]} ${surnames[at % 3]}"`, ' OR '),
    ],
    ['60 full names left out', `model ${leftOut(60)}`],
    ['60 full names left out of few papers', `ti:model ${leftOut(60)}`],
    ['more full names left out than a query may have', cut(leftOut(225))],
    ['stray initials', `QX ZV YU WK ${surnames[0]} ${surnames[1]} ${surnames[2]} XQ`],
    ['stray initials between names', times(4, (at) => `${surnames[at]} ${'QZYW'[at]}${'XVUK'[at]}`)],
    ['60 initials with OR', times(60, (at) => `au:"${surnames[at % 40]}, ${'ABCDEFGHIJ'[at % 10]}"`, ' OR ')],
    ['8 initials', 'A. B. C. D. E. F. G. Wang'],
    ['4,000 letters', 'a'.repeat(4_000)],
    ['4,000 letters in words', cut('abcdefghi '.repeat(400))],
    ['4,000 emoji', '😀'.repeat(3_900) + ' a'],
    ['4,000 signs', '\\$^{}[]().*+?|'.repeat(280) + ' a'],
    ['LaTeX', cut('$\\alpha_{n}^{2}$ \\textbf{quanta} '.repeat(150))],
    ['Hebrew', cut('שלום עולם '.repeat(400))],
    ['Chinese', cut('机器学习'.repeat(900))],
    ['all years', 'year:1900..2100'],
    ['20 categories with *', times(20, (at) => `cat:*${letters[at]}`)],
    ['20 categories with * left out', `model ${times(20, (at) => `-cat:*${letters[at]}`)}`],
    ['20 categories with * with AND', times(20, (at) => `cat:*${letters[at]}`, ' AND ')],
    ['20 categories with OR', times(20, (at) => `cat:${letters[at]}*`, ' OR ')],
    [
      '8 places of categories with OR',
      times(8, (at) => `(${content[at]} AND (cat:*${letters[at]} OR cat:${letters[at + 8]}*))`, ' OR '),
    ],
    ['100 ids', cut(times(100, (at) => `2101.${10000 + at}`))],
    ['four frequent words', 'model system result method'],
    ['five frequent words', 'model system result method paper'],
    ['three frequent words', 'model system show'],
    ['six frequent words', 'model system result method paper study'],
    ['one word', 'model'],
    ['5 hyphenated words', times(5, (at) => `${content[at]}-${content[at + 5]}`)],
    ['300 quoted words', cut(times(300, (at) => `"${content[at]}"`))],
    ['59 nots', `model ${times(59, (at) => `ANDNOT abs:${content[at + 100]}`)}`],
    [
      '19 nested nots',
      `model ANDNOT ${times(19, (at) => `(abs:${content[at]} ANDNOT `, '')}x${')'.repeat(19)}`,
    ],
    ['9 words of eight other parts and a year', `${times(9, (at) => parts(8, at * 8))} 2015`],
    ['11 words of eight parts', times(11, (at) => parts(8, at * 3))],
    ['20 words of four parts', times(20, (at) => parts(4, at))],
    ['40 words of two parts', times(40, (at) => parts(2, at))],
    ['700 exclusions of short words', cut(`model ${times(700, (at) => `-${short[at + 60]}`)}`)],
    ['300 exclusions of frequent words', cut(`model ${times(300, (at) => `-${content[at + 1]}`)}`)],
    ['300 exclusions from titles', cut(`model ${times(300, (at) => `-ti:${content[at + 1]}`)}`)],
    ['300 exclusions from abstracts', cut(`model ${times(300, (at) => `-abs:${content[at + 1]}`)}`)],
    [
      '100 ids and 300 exclusions',
      cut(`${times(100, (at) => `2101.${10000 + at}`)} ${times(300, (at) => `-${content[at]}`)}`),
    ],
    ['60 title filters with OR', times(60, (at) => `ti:${content[at]}`, ' OR ')],
    ['60 numbers in abstracts with OR', times(60, (at) => `abs:${numbers[at]}`, ' OR ')],
    ['25 phrases of numbers with OR', times(25, (at) => `"${numbers[at]} ${numbers[at + 1]}"`, ' OR ')],
    [
      '10 comments wildcards with OR',
      times(
        10,
        (at) => `co:${['pag', 'fig', 'acc', 'con', 'pub', 'ver', 'pap', 'app', 'tab', 'sub'][at]}*`,
        ' OR ',
      ),
    ],
    [
      '60 comments that all have, with OR',
      times(60, (at) => `co:${['pages', 'figures', 'accepted', 'published', ...content][at]}`, ' OR '),
    ],
    ['40 apostrophes with OR', times(40, (at) => `abs:${content[at]}'s`, ' OR ')],
    ['25 of the most frequent phrases with OR', times(25, (at) => `"${two[at]}"`, ' OR ')],
    ['25 of the most frequent phrases left out', `model ${times(25, (at) => `-"${two[at]}"`)}`],
    ['25 phrases with small words in abstracts with OR', times(25, (at) => `abs:"${ofThe[at]}"`, ' OR ')],
    [
      '25 phrases with small words left out of all years',
      `year:1990..2030 ${times(25, (at) => `-"${ofThe[at]}"`)}`,
    ],
    [
      '20 Greek letters before small words with OR',
      times(20, (at) => `abs:${'αβγδεζηθικλμνξοπρστυφ'[at]}-${content[at]}`, ' OR '),
    ],
    [
      'LaTeX in hyphenated words',
      cut(times(200, (at) => `$\\${['alpha', 'beta', 'gamma', 'lambda'][at % 4]}_{${at}}$-${content[at]}`)),
    ],
    ['60 names with particles with OR', times(60, (at) => `au:"van der ${surnames[at]}"`, ' OR ')],
    [
      'names, phrases and hyphenated words with OR',
      `${times(20, (at) => `au:"J ${surnames[at]}"`, ' OR ')} OR ${times(20, (at) => `"${two[at]}"`, ' OR ')} OR ${times(19, (at) => `abs:in-${content[at]}`, ' OR ')}`,
    ],
    [
      'the same in threes with AND',
      times(20, (at) => `(au:"J ${surnames[at]}" OR "${two[at]}" OR abs:in-${content[at]})`, ' AND '),
    ],
  ];
  return new Map(entries);
}
