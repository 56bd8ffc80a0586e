import packageJson from '../../package.json' with { type: 'json' };
import { inFolder, measureProcess, median, row } from './measure.ts';

/** What follows `node` in these scripts. */
const [ASK = [], START = []] = [packageJson.scripts.ask, packageJson.scripts.start].map((script) =>
  script.split(' ').slice(1),
);

/** From a fresh data folder to the first answer, and what a waiting bot holds. */
export async function benchStart(): Promise<void> {
  await inFolder(async (folder) => {
    const bare = await median(5, async () => (await measureProcess(['-e', '0'], '', folder)).cpuMs);
    let fresh = 0;
    const first = await median(5, async () => {
      fresh += 1;
      return (await measureProcess([...ASK, '/papers sparse autoencoders'], '', `${folder}/${fresh}`)).cpuMs;
    });
    const again = await median(
      5,
      async () => (await measureProcess([...ASK, '/papers sparse autoencoders'], '', `${folder}/1`)).cpuMs,
    );
    row(
      'first answer, fresh folder, CPU',
      `${first.toFixed(0)} ms`,
      `${(first / bare).toFixed(1)} x an empty node program`,
      'target: under 1,000 ms',
    );
    row(
      'first answer, library there, CPU',
      `${again.toFixed(0)} ms`,
      `${(again / bare).toFixed(1)} x an empty node program`,
      '',
    );
    const empty = (await measureProcess(['-e', 'setTimeout(() => {}, 2000)'], '', folder)).rss ?? Number.NaN;
    const idle = (await measureProcess(START, undefined, `${folder}/idle`)).rss ?? Number.NaN;
    row(
      'idle memory, seed, no chat platform',
      `${(idle / 1e6).toFixed(0)} MB`,
      `${(idle / empty).toFixed(1)} x an empty node program`,
      'target: under 150 MB',
    );
  });
}
