import { type Style, styleName } from '../citation/styles.ts';
import type { CommandContext } from '../command.ts';
import type { StyleOwner } from '../ports.ts';

/** The style of an answer, and in words why it is this one where nobody said so. */
export type ChosenStyle = { readonly style: Style; readonly note: string | undefined };

const OTHERS = 'Another style: style:apa, mla, chicago, ieee, biblatex, ris, csl-json and more.';

/**
 * The style asked for, which is the person's from then on; else the one that the channel has set, else the one the person used
 * last, else BibTeX.
 */
export async function chooseStyle(context: CommandContext, asked: Style | undefined): Promise<ChosenStyle> {
  const { citations } = context;
  const { person, channel } = owners(context);
  if (asked !== undefined) {
    if (person !== undefined) await citations.keepStyle(person, asked);
    return { style: asked, note: undefined };
  }
  const ofChannel = channel === undefined ? undefined : await citations.styleOf(channel);
  if (ofChannel !== undefined)
    return {
      style: ofChannel,
      note: `${styleName(ofChannel)} is this channel's style; style: takes another.`,
    };
  const ofPerson = person === undefined ? undefined : await citations.styleOf(person);
  if (ofPerson !== undefined && ofPerson !== 'bibtex')
    return { style: ofPerson, note: `${styleName(ofPerson)}, as you used last; style: takes another.` };
  return { style: 'bibtex', note: OTHERS };
}

/** Who a style can be kept for; nobody in particular asks at the terminal. */
export function owners({ platform, caller }: Pick<CommandContext, 'platform' | 'caller'>): {
  readonly person?: StyleOwner;
  readonly channel?: StyleOwner;
} {
  if (caller === undefined) return {};
  const { user, channel } = caller;
  return {
    person: { platform, name: user },
    ...(channel === undefined ? {} : { channel: { platform, name: channel } }),
  };
}
