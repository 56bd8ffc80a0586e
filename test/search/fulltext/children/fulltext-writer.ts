/** Writes papers into the full-text index in FILE without end, until it is killed; tells when there are some. */
import { openFullTextIndex } from '../../../../src/search/fulltext/fulltext.ts';

const index = await openFullTextIndex({ file: process.argv[2] ?? '', library: 'ours', seq: 10_000 });
for (let number = 1; ; number += 1) {
  const title = `Paper number ${number} on lattices`;
  await index.put([{ id: `p${number}`, title, authors: ['Ada One'] }], number);
  if (number === 30) process.send?.('some are there');
}
