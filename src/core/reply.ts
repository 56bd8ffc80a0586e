/** A labelled fact of a card, such as "Comments". */
export type Fact = { readonly label: string; readonly value: string };
export type Link = { readonly label: string; readonly url: string };

/** A paper as people read it: plain Unicode text, no TeX, no mark-up of any platform. */
export type PaperCard = {
  readonly kind: 'paper';
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly authors: string;
  readonly facts: readonly Fact[];
  readonly abstract?: string;
  /** Says so when the abstract is cut, and where the whole one is. */
  readonly abstractNote?: string;
  readonly links: readonly Link[];
  /** Why this paper is here ("title: sparse, autoencoder"). */
  readonly reason?: string;
  /** What must not be missed, such as a withdrawal; adapters show it first. */
  readonly warning?: string;
};

/** Short paragraphs or list items under an optional heading. */
export type SectionCard = {
  readonly kind: 'section';
  readonly heading?: string;
  readonly lines: readonly string[];
};

/** Text to be copied letter by letter, such as a BibTeX entry. Where it is too long to be shown it becomes a file of this name. */
export type CodeCard = {
  readonly kind: 'code';
  readonly heading?: string;
  readonly text: string;
  /** `references.bib` */
  readonly fileName: string;
};

export type Card = PaperCard | SectionCard | CodeCard;

/** A next step. It is a command call, so that it survives a restart and every platform can offer it in its own way. */
export type Button = {
  readonly label: string;
  readonly command: string;
  readonly values: Readonly<Record<string, OptionValue>>;
};

export type OptionValue = string | number | boolean;

/** A command's answer before any platform has a say in how it looks. */
export type Reply = {
  /** One line: the whole answer for a screen reader or a phone's notification. */
  readonly summary: string;
  readonly cards: readonly Card[];
  /** The number of the first paper, where its papers are a page of a longer list. */
  readonly from?: number;
  readonly buttons?: readonly Button[];
  /** The channel that a word to one person is about, by its name in a call: shown first, as the platform links to one. */
  readonly about?: string;
  /** Shown last, such as what the library covers. */
  readonly footer?: string;
};

/** A number for each paper of a list, so that people can speak of "the third"; a paper alone has none, nor has any other card. */
export function cardNumbers({ cards, from }: Pick<Reply, 'cards' | 'from'>): (number | undefined)[] {
  const numbered = from !== undefined || cards.filter(({ kind }) => kind === 'paper').length > 1;
  let next = from ?? 1;
  return cards.map(({ kind }) => (numbered && kind === 'paper' ? next++ : undefined));
}

/** One paper's summary is its title and id, for notifications; above its card it would say the title a second time. */
export function repeatsTitle({ summary, cards: [card, ...others] }: Reply): boolean {
  return card?.kind === 'paper' && others.length === 0 && summary.startsWith(card.title);
}
