/** A record of OAI-PMH `arXivRaw` as arXiv sends it, of an invented paper. */
export type FakeRecord = {
  readonly id: string;
  readonly title?: string;
  readonly authors?: readonly string[];
  readonly categories?: readonly string[];
  readonly doi?: string;
  readonly abstract?: string;
  readonly comments?: string;
  readonly journalRef?: string;
  /** RFC 2822 dates of v1, v2 …; the last may be a withdrawal. */
  readonly versions: readonly string[];
  readonly withdrawn?: boolean;
};

/** A page of records, with the token of the next page if there is one. */
export function oaiPage(
  records: readonly FakeRecord[],
  options: { token?: string; at?: string } = {},
): string {
  const token = options.token === undefined ? '' : `<resumptionToken>${options.token}</resumptionToken>`;
  return document(`<ListRecords>${records.map(recordText).join('\n')}${token}</ListRecords>`, options.at);
}

/** arXiv's word that it has nothing, or does not understand. */
export function oaiError(code: string, message: string, at?: string): string {
  return document(`<error code="${code}">${message}</error>`, at);
}

function document(content: string, at = '2026-11-20T08:00:00Z'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>${at}</responseDate>\n${content}\n</OAI-PMH>`;
}

function recordText({
  id,
  title = `Paper ${id}`,
  authors = ['Ada One', 'Ben Two'],
  categories = ['cs.LG'],
  doi,
  abstract = 'Nothing much.',
  comments,
  journalRef,
  versions,
  withdrawn,
}: FakeRecord): string {
  const versionTexts = versions.map((date, index) => {
    const gone = withdrawn === true && index === versions.length - 1;
    return `<version version="v${index + 1}"><date>${date}</date><size>${gone ? '0kb' : '12kb'}</size>${gone ? '<source_type>I</source_type>' : ''}</version>`;
  });
  const optional = (name: string, value: string | undefined): string =>
    value === undefined ? '' : `<${name}>${value}</${name}>`;
  return `<record><header><identifier>oai:arXiv.org:${id}</identifier><datestamp>2026-11-19</datestamp></header><metadata>
<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>${id}</id>${versionTexts.join('')}<title>${title}</title>
<authors>${authors.join(' and ')}</authors><categories>${categories.join(' ')}</categories>${optional('comments', comments)}${optional('journal-ref', journalRef)}${optional('doi', doi)}
<abstract>${abstract}</abstract></arXivRaw></metadata></record>`;
}
