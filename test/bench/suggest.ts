import type { Completion } from '../../src/core/command.ts';
import type { Store, StoredPaper } from '../../src/core/ports.ts';
import { fold } from '../../src/core/text.ts';
import { createSuggest } from '../../src/search/suggest/suggest.ts';
import { percentile, row } from './measure.ts';
import { inventPaper } from './papers.ts';

const PAPERS = 30_000;
const KINDS: readonly Completion[] = ['query', 'paper', 'author', 'category'];

/** Suggestions at every keystroke in a library of 30,000 papers, beside looking through all titles and names. */
export async function benchSuggest(): Promise<void> {
  const papers = Array.from({ length: PAPERS }, (_, number) => inventPaper(number));
  const store: Pick<Store, 'papersAfter'> = {
    async *papersAfter(seq) {
      if (seq === 0)
        yield papers.map((paper, at) => ({ seq: at + 1, known: { paper } }) as unknown as StoredPaper);
    },
  };
  const suggest = createSuggest({ store, commands: [] });
  const typing = { platform: 'bench' };
  await suggest('paper', '', typing);
  const texts = papers.flatMap((paper) => [paper.title ?? '', ...(paper.authors ?? [])]);
  const ours: number[] = [];
  const naive: number[] = [];
  for (let number = 0; number < 60; number += 1) {
    const whole = texts[(number * 977) % texts.length] ?? '';
    const kind = KINDS[number % KINDS.length] ?? 'query';
    for (let length = 1; length <= Math.min(12, whole.length); length += 2) {
      const typed = whole.slice(0, length);
      const took = await cpuMs(() => suggest(kind, typed, typing));
      ours.push(took);
      if (length === 3)
        naive.push(await cpuMs(async () => texts.filter((text) => fold(text).includes(fold(typed)))));
    }
  }
  const [ms, scan] = [percentile(ours, 99), percentile(naive, 50)];
  row(
    `a keystroke among ${PAPERS.toLocaleString('en-US')} papers, p99`,
    `${ms.toFixed(2)} ms CPU`,
    `${(ms / scan).toFixed(2)} x a look through all titles and names`,
    'target: under 5 ms',
  );
}

async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
