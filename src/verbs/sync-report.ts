import { count } from '../core/text.ts';
import type { SyncReport } from '../sync/report.ts';

/** "3 papers read: 1 new, 0 changed, 2 unchanged, 0 skipped." */
export function inWords(report: SyncReport): string {
  const unknown = report.unknown ?? [];
  return [
    `${count(report.papers, 'paper')} read: ${report.new} new, ${report.changed} changed, ${report.unchanged} unchanged, ${report.skipped} skipped.`,
    ...(unknown.length === 0 ? [] : [`arXiv does not know ${unknown.join(', ')}.`]),
  ].join(' ');
}
