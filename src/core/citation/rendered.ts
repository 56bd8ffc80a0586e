import type { Item } from './item.ts';
import type { Need } from './latex-alphabet.ts';

/** What a style makes of an item. */
export type Rendered =
  | {
      readonly text: string;
      /** What a document must have to print it. */
      readonly needs?: ReadonlySet<Need>;
      /** The style lists authors whom nobody here knows. */
      readonly incomplete?: boolean;
    }
  /** The style cannot be kept to without saying what is not so. */
  | { readonly refusal: string };

/** One style: pure, and never throws. */
export type Renderer = (item: Item) => Rendered;
