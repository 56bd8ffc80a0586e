import type { Attachment, Caller } from './caller.ts';
import type { Command, Described } from './command.ts';
import type { OptionValues } from './options.ts';
import type { Reply } from './reply.ts';

/** One command call as a platform hands it over: options as one line of text, or already typed. */
export type Call = {
  readonly command: string;
  readonly input: string | OptionValues;
  readonly platform: string;
  readonly caller?: Caller;
  readonly attachment?: Attachment;
  /** Commands that the platform answers by itself: help tells of them, too. */
  readonly ownCommands?: readonly Described[];
  /** Made once more so that others see the answer: refused where it would change something once more. */
  readonly sharing?: boolean;
  /**
   * Shows what is known so far while the command goes on asking somebody else; the final reply then takes its place. Where
   * nothing could take its place, as under a pressed button whose message is to stay, nothing of it is shown, or only that
   * the answer takes its time. A platform that cannot change what it has shown leaves this out.
   */
  readonly show?: (interim: Reply) => Promise<void>;
};

/** What goes back: the answer for whoever may see it, or words for the asker alone. */
export type Outcome =
  | {
      readonly kind: 'reply';
      readonly reply: Reply;
      readonly command: Command;
      /** It changed something: the call is not to be offered again, such as to share its answer. */
      readonly changed: boolean;
    }
  | { readonly kind: 'refused'; readonly message: string };

export type Dispatch = (call: Call) => Promise<Outcome>;
