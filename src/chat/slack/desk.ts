import type { ChatParts } from '../../core/chat.ts';
import type { InFlight } from '../../core/in-flight.ts';
import type { ButtonCall } from './button-value.ts';
import { isSlackError, troubleOf } from './errors.ts';
import { type Rendered, renderNote, renderReply } from './render.ts';
import type { FirstTime } from './seen.ts';
import type { Audience, Way } from './ways.ts';
import type { Workspace, Workspaces } from './workspaces.ts';

/** What every listener works with. */
export type Desk = {
  readonly parts: ChatParts;
  readonly workspaces: Workspaces;
  readonly inFlight: InFlight;
  readonly firstTime: FirstTime;
};

/** Who is to see an answer, if not those whom the command names: all of a conversation, or all because somebody shares it. */
export type AnswerOptions = {
  readonly open?: boolean;
  /** Their name. Not a mention, which would notify them. */
  readonly sharedBy?: string;
};

/** Nobody is left for three seconds without a word. */
const PATIENCE_MS = 2_000;

/** One call from question to answer: dispatch, render, show; a mistake is told to the asker alone. */
export async function answer(
  { parts: { commands, dispatch, log } }: Desk,
  call: ButtonCall,
  way: Way,
  { open = false, sharedBy }: AnswerOptions = {},
): Promise<void> {
  // One after the other, so that the answer never comes before what it is to replace.
  let shown = Promise.resolve();
  const interim = (rendered: Rendered): Promise<void> => {
    shown = shown
      .then(() => way.interim(rendered))
      .catch((error: unknown) =>
        log.warn({ reason: String(error) }, 'an interim answer did not reach Slack'),
      );
    return shown;
  };
  const timer = setTimeout(
    () => void interim({ messages: [renderNote('Still looking …')], files: [] }),
    PATIENCE_MS,
  );
  const outcome = await dispatch({
    ...call,
    platform: 'slack',
    show: (reply) => {
      clearTimeout(timer);
      return interim(renderReply(reply, { commands }));
    },
  });
  clearTimeout(timer);
  await shown;
  if (outcome.kind === 'refused') return way.refuse(outcome.message);
  const audience: Audience = open || sharedBy !== undefined ? 'channel' : outcome.command.visibility;
  const note = sharedBy === undefined ? {} : { note: `Shared by ${sharedBy}` };
  const share = audience === 'asker' ? { share: call } : {};
  await way.show(renderReply(outcome.reply, { commands, ...share, ...note }), audience);
}

const RESTARTING = 'Paperthread is just being restarted. Try again in a minute.';

/** A delivery as its listener gets it. */
export type Delivery = {
  readonly team: string;
  /** By which a second delivery of the same is known. */
  readonly id: string | undefined;
};

/**
 * Runs a listener once per delivery. What goes wrong in it is told to the asker on their `way`, if that can still be, with a
 * reference that is also in the log; nothing is thrown.
 */
export async function attend<T extends Way | undefined>(
  desk: Desk,
  { team, id }: Delivery,
  way: (workspace: Workspace) => T,
  work: (workspace: Workspace, way: T) => Promise<void>,
): Promise<void> {
  const { parts, workspaces, inFlight, firstTime } = desk;
  // What was begun before the end of the process was asked for is still finished.
  const { closing } = inFlight;
  const run = async (): Promise<void> => {
    const workspace = await workspaces.find(team);
    if (workspace === undefined)
      return parts.log.warn({ team }, 'a delivery for a workspace without installation');
    if (!(await firstTime(team, id))) return parts.log.debug({ team }, 'a delivery came again');
    const back = way(workspace);
    try {
      if (closing) return await back?.refuse(RESTARTING);
      await work(workspace, back);
    } catch (error) {
      await tell(desk, team, error, back);
    }
  };
  try {
    await inFlight.run(run);
  } catch (error) {
    parts.log.error({ reason: String(error) }, 'an answer did not reach Slack');
  }
}

async function tell(
  { parts, workspaces }: Desk,
  team: string,
  error: unknown,
  way: Way | undefined,
): Promise<void> {
  const reference = crypto.randomUUID().slice(0, 8);
  const trouble = isSlackError(error) ? troubleOf(error) : undefined;
  const reason = trouble?.reason ?? 'Something went wrong here.';
  // Not the error itself: those of the library carry whole answers.
  const stack = error instanceof Error ? error.stack : String(error);
  parts.log.error({ reference, reason, stack }, 'an answer did not reach Slack');
  if (trouble?.kind === 'dead') return workspaces.removed(team, reason);
  await way?.refuse(`${reason} Try again; if it happens again, look for ${reference} in the log.`);
}
