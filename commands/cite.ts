import { readStyle, styleName } from '../src/core/citation/styles.ts';
import { chooseStyle, owners } from '../src/core/citing/chosen-style.ts';
import { checkFile } from '../src/core/citing/cite-check.ts';
import { citeRefs, citeSearch } from '../src/core/citing/cite-many.ts';
import { citeOne, insteadButton } from '../src/core/citing/cite-one.ts';
import { type CiteRequest, FORMS, readRequest, type Wish } from '../src/core/citing/request.ts';
import { type CommandContext, defineCommand } from '../src/core/command.ts';
import { UserError } from '../src/core/errors.ts';
import { type FoundPaper, findPaper } from '../src/core/find-paper.ts';
import { readableTitle, shortCard } from '../src/core/paper-card.ts';
import { formatRef } from '../src/core/paper-id.ts';
import type { Reply } from '../src/core/reply.ts';
import { clip, fold, foldedWords } from '../src/core/text.ts';

export const cite = defineCommand({
  name: 'cite',
  description: 'Cite papers: BibTeX, APA and others, one or many; check a .bib file.',
  options: [
    {
      name: 'paper',
      description: 'Ids, links, words of a title; "search: words"; "check" with a .bib file; "default".',
      type: 'string',
      required: true,
      rest: true,
      completion: 'paper',
    },
    {
      name: 'style',
      description: 'bibtex, biblatex, ris, csl-json, endnote, hayagriva, apa, mla, chicago, ieee and others.',
      type: 'string',
      completion: 'style',
    },
    { name: 'version', description: 'Pins this version.', type: 'integer', min: 1, max: 999 },
    {
      name: 'form',
      description: 'The published form comes by itself where it is known; or as a preprint.',
      type: 'string',
      choices: FORMS,
    },
    {
      name: 'fetch',
      description: 'Ask arXiv for what the library lacks: hidden authors, papers of a .bib file.',
      type: 'boolean',
    },
  ],
  examples: [
    '/cite 2509.02565',
    '/cite 2410.19750 style:apa',
    '/cite the quantization model of neural scaling',
    '/cite 2410.19750 2303.13506 style:biblatex',
    '/cite search: author:tegmark grokking',
  ],
  visibility: 'asker',
  takesFile: 'check',
  changes({ paper, style }) {
    const request = readRequest(paper);
    return request.kind === 'default' && (style ?? request.style) !== undefined;
  },
  async run(values, context) {
    const request = readRequest(values.paper);
    const { style, form, version, fetch } = values;
    if (request.kind === 'default') return setDefault(context, style ?? request.style);
    const wish: Wish & { fetch?: boolean } = {
      ...('wish' in request ? request.wish : {}),
      ...(style === undefined ? {} : { style: readStyle(style) }),
      ...(form === undefined ? {} : { form }),
      ...(version === undefined ? {} : { version }),
      ...(fetch === undefined ? {} : { fetch }),
    };
    switch (request.kind) {
      case 'papers': {
        const [ref, ...others] = request.refs;
        if (ref === undefined || others.length > 0) return citeRefs(context, request.refs, wish);
        if (version !== undefined && ref.version !== undefined && version !== ref.version)
          throw new UserError(
            `The id says v${ref.version} and version: says ${version}; leave one of them out.`,
          );
        return citeOne(context, await findPaper(context, formatRef(ref)), wish);
      }
      case 'words':
        return citeWords(context, request, wish);
      case 'search':
        return citeSearch(context, request.query, wish);
      case 'check':
        return checkFile(context, context.attachment, fetch ?? false);
    }
  },
});

async function citeWords(
  context: CommandContext,
  { text, last }: Extract<CiteRequest, { kind: 'words' }>,
  wish: Wish,
): Promise<Reply> {
  if (last !== undefined) {
    const found = await findPaper(context, last.text).catch((error: unknown) => {
      // Words that name no paper without their last one may do so with it.
      if (error instanceof UserError) return undefined;
      throw error;
    });
    if (found !== undefined && !foldedWords(readableTitle(found.paper)).includes(fold(last.word)))
      return citeSure(context, found, last.text, { ...last.wish, ...wish });
  }
  return citeSure(context, await findPaper(context, text), text, wish);
}

/** A guess is not cited: whoever pastes a citation does not read it again. */
async function citeSure(
  context: CommandContext,
  found: FoundPaper,
  text: string,
  wish: Wish,
): Promise<Reply> {
  if (found.sure) return citeOne(context, found, wish);
  const papers = [found.paper, ...found.others];
  return {
    summary: `"${clip(text, 60)}" does not name one paper for certain. Which one shall be cited?`,
    cards: papers.map((paper) => shortCard(paper)),
    buttons: papers.map((paper, index) => ({
      ...insteadButton(paper, wish),
      label: `Cite ${papers.length > 1 ? `${index + 1}: ` : ''}${clip(readableTitle(paper), 60)}`,
    })),
  };
}

/** Sets the style of a channel, or of a person where there is no channel; without a style tells which it is. */
async function setDefault(context: CommandContext, typed: string | undefined): Promise<Reply> {
  const { person, channel } = owners(context);
  const owner = channel ?? person;
  if (owner === undefined)
    throw new UserError(
      'A default is kept for channels and people of a chat; here, put the style behind each command, for example: /cite 2509.02565 apa',
    );
  const whose = channel === undefined ? 'your' : "this channel's";
  if (typed === undefined) {
    const { style } = await chooseStyle(context, undefined);
    return said(
      `${styleName(style)} is the style here. /cite default apa makes APA 7 ${whose} style, /cite default none forgets it.`,
    );
  }
  const style = /^none$/i.test(typed) ? undefined : readStyle(typed);
  await context.citations.keepStyle(owner, style);
  return said(
    style === undefined
      ? `Citations here have no style of their own any more: the one a person used last is used, or BibTeX.`
      : `${styleName(style)} is ${whose} style from now on. A style named in a command is taken once.`,
  );
}

function said(summary: string): Reply {
  return { summary, cards: [] };
}
