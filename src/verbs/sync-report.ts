import { clip, count, stripControls } from '../core/text.ts';
import type { SyncReport } from '../sync/report.ts';

/** "3 papers read: 1 new, 0 changed, 2 unchanged, 0 skipped." */
export function inWords(report: SyncReport): string {
  const more = report.skipped - report.reasons.length;
  return [
    `${count(report.papers, 'paper')} read: ${report.new} new, ${report.changed} changed, ${report.unchanged} unchanged, ${report.skipped} skipped.`,
    ...report.reasons.map((reason) => `  ${clip(stripControls(reason), 200)}`),
    ...(more > 0 && report.reasons.length > 0 ? [`  and ${count(more, 'more place')}`] : []),
    ...(report.warning === undefined ? [] : [`  ${report.warning}`]),
  ].join('\n');
}
