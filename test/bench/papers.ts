/** Made-up papers of a made-up field: words as uneven as real ones, always the same for the same number. */

export const TOPICS = [
  'sparse networks',
  'neural scaling',
  'quantum grammar',
  'program synthesis',
  'protein attention',
  'causal graphs',
];

const SYLLABLES = [
  'ba',
  'dor',
  'ke',
  'lum',
  'mi',
  'nex',
  'or',
  'pha',
  'qui',
  'ras',
  'sto',
  'tri',
  'ul',
  'ven',
  'wy',
  'zo',
];
const VOCABULARY = 20_000;
const NAMES = ['Ada', 'Ben', 'Cy', 'Dot', 'Eva', 'Finn', 'Gus', 'Hana'];

/** The word of a place. Few words are everywhere and most are rare, by Zipf's law. */
export function wordAt(place: number): string {
  const spread = ((place * 2_654_435_761) % 4_294_967_296) / 4_294_967_296;
  let rank = Math.floor(VOCABULARY ** spread) + SYLLABLES.length;
  let word = '';
  for (; rank > 0; rank = Math.floor(rank / SYLLABLES.length))
    word += SYLLABLES[rank % SYLLABLES.length] ?? '';
  return word;
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
