import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { START_FLAGS } from './chat.ts';
import { inFolder, row } from './measure.ts';

const WEEK = fileURLToPath(new URL('plan-week.ts', import.meta.url));

/** One week planned for 10,000 subscriptions, beside each of them looking through each paper's text. */
export async function benchPlan(): Promise<void> {
  await inFolder(async (folder) => {
    const told = new Map<string, number>();
    // As in the process of the bot.
    const week = fork(WEEK, [folder], { execArgv: START_FLAGS });
    week.on('message', (message: object) => {
      for (const [name, number] of Object.entries(message)) told.set(name, Number(number));
    });
    await new Promise((resolve) => week.on('close', resolve));
    const figure = (name: string): number => told.get(name) ?? Number.NaN;
    row(
      `${figure('changes').toLocaleString('en-US')} changes planned for 10,000 subscriptions`,
      `${(figure('planned') / 1_000).toFixed(1)} s CPU`,
      `${(figure('planned') / figure('naive')).toFixed(2)} x searching each paper's text for each`,
      'target: under 10 s',
    );
    row(
      `  ${figure('plans').toLocaleString('en-US')} digests, ${(figure('entries') / figure('plans')).toFixed(1)} papers each; peak memory`,
      `${(figure('peak') / 1e6).toFixed(0)} MB`,
      '',
      'target: under 500 MB',
    );
    row(
      '  longest time in which nobody is answered',
      `${figure('stall').toFixed(0)} ms CPU`,
      '',
      'chat waits for 3 s',
    );
  });
}
