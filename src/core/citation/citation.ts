import type { Form } from './item.ts';

/** A citation with what must be said beside it, or why there can be none in this style. */
export type Citation =
  | {
      readonly kind: 'citation';
      readonly text: string;
      readonly form: Form;
      /** Where it was published, when the published form is shown. */
      readonly venue?: string;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'refused'; readonly reason: string };
