import type { Paper, SourceName } from '../../src/core/paper.ts';
import type { SourceItem } from '../../src/core/ports.ts';

/** Papers as a source brings them that was read at that time (ISO). */
export async function* recordsOf(
  papers: Iterable<Paper>,
  seenAt = '2026-01-01T00:00:00.000Z',
  source: SourceName = 'kaggle',
): AsyncGenerator<SourceItem> {
  for (const paper of papers) yield { kind: 'record', record: { paper, source, seenAt } };
}
