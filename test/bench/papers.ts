/** Made-up papers of a made-up field: words as uneven as real ones, always the same for the same number. */

export const TOPICS = [
  'sparse networks',
  'neural scaling',
  'quantum grammar',
  'program synthesis',
  'protein attention',
  'causal graphs',
];

const STEMS = [
  'spars',
  'network',
  'neur',
  'scal',
  'quant',
  'grammar',
  'program',
  'synthes',
  'prote',
  'attent',
  'caus',
  'graph',
];
const ENDINGS = [
  'e',
  's',
  'al',
  'ing',
  'um',
  'ion',
  'ic',
  'ity',
  'or',
  'ive',
  'ism',
  'oid',
  'ance',
  'ment',
  'ary',
  'ous',
];
const NAMES = ['Ada', 'Ben', 'Cy', 'Dot', 'Eva', 'Finn', 'Gus', 'Hana'];

/** The word of a place: early places share few words, so that some are everywhere and most are rare. */
export function wordAt(place: number): string {
  const spread = (place * 2_654_435_761) % 4_294_967_296;
  const rank = Math.floor((spread / 4_294_967_296) ** 3 * STEMS.length * ENDINGS.length * 10);
  const stem = STEMS[rank % STEMS.length] ?? '';
  const ending = ENDINGS[Math.floor(rank / STEMS.length) % ENDINGS.length] ?? '';
  const number = Math.floor(rank / (STEMS.length * ENDINGS.length));
  return `${stem}${ending}${number === 0 ? '' : 'abcdefghij'[number]}`;
}

/** A copied listing of so many papers. */
export function manyPapers(number: number): string {
  return Array.from({ length: number }, (_, index) => onePaper(index)).join('\n');
}

function onePaper(index: number): string {
  const words = (count: number, from: number): string =>
    Array.from({ length: count }, (_, place) => wordAt(index * 131 + from + place)).join(' ');
  const id = `${2101 + Math.floor(index / 1_000) * 100}.${String(10_000 + (index % 1_000))}`;
  const authors = Array.from({ length: 1 + (index % 5) }, (_, one) => {
    const first = NAMES[(index + one) % NAMES.length] ?? '';
    return `${first} ${wordAt(index * 7 + one * 13).replace(/^./, (letter) => letter.toUpperCase())}`;
  });
  const title = `${TOPICS[index % TOPICS.length]} ${words(6, 0)}`;
  return `arXiv:${id}  [pdf, other]  cs.LG\n${title}\n\nAuthors: ${authors.join(', ')}\n\nAbstract: ${words(110, 6)}.\n\nSubmitted ${1 + (index % 28)} January, ${2021 + Math.floor(index / 2_000)}; originally announced January ${2021 + Math.floor(index / 2_000)}.\n\n`;
}
