import type { Dispatch } from './call.ts';
import type { Clock } from './clock.ts';
import type { Command } from './command.ts';
import type { Channels, Place, Workspace } from './digest/subscription.ts';
import type { SetupError } from './errors.ts';
import type { LibraryReader, Log, Notes } from './ports.ts';
import type { Reply } from './reply.ts';
import type { Suggest } from './suggest.ts';

/** What every chat platform is given. */
export type ChatParts = {
  readonly commands: readonly Command[];
  readonly dispatch: Dispatch;
  readonly library: LibraryReader;
  /** Completes an option while it is typed. */
  readonly suggest: Suggest;
  /** Adds the papers of a text that somebody pasted to the library, and tells what was understood. Throws UserError. */
  readonly addPasted: (text: string) => Promise<Reply>;
  /** Told of the message under which a paper is talked about in a channel: later news of it goes there. */
  readonly discussed: (place: Place, paper: string, message: string) => Promise<void>;
  /** The message of a channel under which later news of a paper goes; undefined where the channel was told nothing of it. */
  readonly toldIn: (place: Place, paper: string) => Promise<string | undefined>;
  /** Deletes what is kept of a workspace's channels and people outside of the platform's own notes, as it has removed the bot. */
  readonly forget: (gone: Workspace | Channels) => Promise<void>;
  /** Gives this workspace's name to all that is kept of the platform under names that tell none; see `Subscriptions`. */
  readonly adopt: (workspace: Workspace, spaces: readonly string[]) => Promise<void>;
  /** The channels of all subscriptions on a platform, one for each of them. */
  readonly subscribed: (platform: string) => Promise<readonly string[]>;
  /** What a person finds of their own and of the channels on the platform's page of the bot, where it has one. */
  readonly home?: (person: HomeOwner) => Promise<readonly HomeSection[]>;
  /** What must outlive a restart: seen deliveries, installations, a channel's switches. */
  readonly notes: Notes;
  readonly log: Log;
  /** By which the messages of a channel are spaced out. */
  readonly clock: Clock;
  readonly software: { readonly version: string };
  /** Told once when the platform refuses to go on (a revoked token): the process ends with exit code 1 and these words. */
  readonly fatal: (error: SetupError) => void;
};

/** Whose page it is, in which workspace. */
export type HomeOwner = Workspace & {
  /** As in a call. */
  readonly user: string;
};

/** A few lines under a heading; one may be about a channel. */
export type HomeSection = {
  readonly heading: string;
  readonly items: readonly { readonly text: string; readonly channel?: string }[];
};

/** A chat platform, connected. One contract suite holds for all. */
export interface ChatAdapter {
  /** As people write it: `Slack`. In small letters it is the platform of a call. */
  readonly name: string;
  /** How people get it into their workspace, said once it is connected. */
  readonly welcome?: string;
  /** Connects; commands are answered from then on. Throws SetupError in words when the platform refuses the settings. */
  start(): Promise<void>;
  /**
   * Posts once and never repeats by itself. A post may take several messages; one that broke off in the middle is finished, not
   * repeated, when the same is posted again under the same marker. `channel` is the platform's own name for a channel, as it stands in a call.
   */
  post(channel: string, reply: Reply, options: PostOptions): Promise<PostOutcome>;
  /** Looks for a post of ours that carries this marker and is not older than `since` (ISO), in the channel or in a thread. */
  find(channel: string, marker: string, since: string, thread?: string): Promise<FindOutcome>;
  /** Where a message of a channel can be opened, for people who may see it; undefined where that cannot be told. */
  linkTo(channel: string, message: string): Promise<string | undefined>;
  /**
   * A direct message to one person, named as in a call. Nothing is thrown, and nobody is waited for: whoever wants it said tries
   * again later.
   */
  tell(user: string, reply: Reply): Promise<TellOutcome>;
  /** Lets what is under way finish (ten seconds at most), then disconnects. */
  stop(): Promise<void>;
}

/** Whether a person was told something. */
export type TellOutcome =
  | { readonly kind: 'told' }
  | { readonly kind: 'refused' }
  /** Certainly not, and there is no point in trying again before so long (ms). */
  | { readonly kind: 'later'; readonly afterMs: number }
  /** Nobody knows. */
  | { readonly kind: 'unknown' };

export type PostOptions = {
  /** An opaque key that the post carries unseen, by which it can be found again. At most 40 letters, digits and `-`. */
  readonly marker: string;
  /** The message under which it goes. */
  readonly thread?: string;
  /**
   * Asked immediately before each call that posts, of whoever may not be the only one any more after a while: once it says no, nothing
   * more is begun, and what is left is for `later`. Absent: at any time.
   */
  readonly mayBegin?: () => boolean;
};

export type PostOutcome =
  | { readonly kind: 'sent'; readonly id: string }
  /**
   * Certainly not posted, or not all of it, and no use to try again: `reason` is for whoever set this up. `id` where its first
   * message is there. `thread` says that only the message under which it was to go is gone, or takes no replies, or (`full`) that
   * there is no room for another thread just now; `gone` that the channel itself is, with all that stood there; `mayPass` that nobody knows whether the reason lasts, so that some tries
   * more are worth it.
   */
  | {
      readonly kind: 'refused';
      readonly reason: string;
      readonly id?: string;
      readonly thread?: 'gone' | 'full';
      readonly gone?: true;
      readonly mayPass?: true;
    }
  /** Certainly not posted, or not all of it; worth another try after so many milliseconds. `id` where its first message is there. */
  | { readonly kind: 'later'; readonly afterMs: number; readonly id?: string }
  /** Nobody can say whether it, or the rest of it, was posted: look for the marker before trying again. */
  | { readonly kind: 'unknown'; readonly reason: string };

export type FindOutcome =
  | { readonly kind: 'found'; readonly id: string }
  /** It broke off in the middle: posting the same again finishes it. */
  | { readonly kind: 'partly'; readonly id: string }
  | { readonly kind: 'absent' }
  /** The platform does not answer just now: to be looked for again, after so many milliseconds at the earliest. */
  | { readonly kind: 'later'; readonly afterMs: number }
  /** It cannot be looked up, for the reason given, until a person does something: ask one, do not post again. */
  | { readonly kind: 'unknown'; readonly reason: string };
