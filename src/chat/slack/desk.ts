import type { Attachment } from '../../core/caller.ts';
import type { ChatParts } from '../../core/chat.ts';
import { UserError } from '../../core/errors.ts';
import type { InFlight } from '../../core/in-flight.ts';
import type { Log } from '../../core/ports.ts';
import type { ButtonCall } from './button-value.ts';
import { isSlackError, troubleOf } from './errors.ts';
import { withPatience } from './patience.ts';
import { responseBody } from './payload.ts';
import { renderNote, renderReply } from './render.ts';
import { createResponseUrl } from './response-url.ts';
import type { FirstTime } from './seen.ts';
import { OWN_COMMANDS } from './surface.ts';
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
  readonly attachment?: Attachment;
};

/** One call from question to answer: dispatch, render, show; a mistake is told to the asker alone, and false returned. */
export async function answer(
  { parts: { commands, dispatch } }: Desk,
  call: ButtonCall,
  way: Way,
  { open = false, sharedBy, attachment }: AnswerOptions = {},
): Promise<boolean> {
  const outcome = await dispatch({
    ...call,
    platform: 'slack',
    ownCommands: OWN_COMMANDS,
    caller: way.caller,
    ...(attachment === undefined ? {} : { attachment }),
    sharing: sharedBy !== undefined,
    async show(reply) {
      const [first, ...others] = renderReply(reply, { commands }).messages;
      // Several messages could not all be replaced; that something is on its way is said in any case.
      if (first !== undefined) await way.interim(others.length === 0 ? first : renderNote(reply.summary));
    },
  });
  const refuse = async (message: string): Promise<false> => {
    await way.refuse(message);
    return false;
  };
  if (outcome.kind === 'refused') return refuse(outcome.message);
  const audience: Audience = open || sharedBy !== undefined ? 'channel' : outcome.command.visibility;
  const note = sharedBy === undefined ? {} : { note: `Shared by ${sharedBy}` };
  // A button carries no file, so what was said of one is not to be asked for again.
  const shares = audience === 'asker' && way.shares && attachment === undefined && !outcome.changed;
  const share = shares ? { share: call } : {};
  try {
    await way.show(renderReply(outcome.reply, { commands, ...share, ...note }), audience);
    return true;
  } catch (error) {
    if (error instanceof UserError) return refuse(error.message);
    throw error;
  }
}

const RESTARTING = 'Paperthread is just being restarted. Try again in a minute.';
const NOT_INSTALLED =
  'Paperthread has no valid access to this workspace. An admin of the workspace must install Paperthread again.';

/** A delivery as its listener gets it. */
export type Delivery = {
  readonly team: string;
  /** By which a second delivery of the same is known. */
  readonly id: string | undefined;
  /** Where it can be answered without a token. */
  readonly url?: string | undefined;
  /** It opens a form: words that something takes its time would be left beside it. */
  readonly form?: boolean;
};

/**
 * Runs a listener once per delivery. What goes wrong in it is told to the asker on their `way`, if that can still be, with a
 * reference that is also in the log; nothing is thrown. The asker's patience counts from here, before any database.
 */
export async function attend(
  desk: Desk,
  delivery: Delivery,
  wayOf: (workspace: Workspace) => Way,
  work: (workspace: Workspace, way: Way) => Promise<unknown>,
): Promise<void> {
  const { log } = desk.parts;
  const began = Date.now();
  // What was begun before the end of the process was asked for is still finished.
  const { closing } = desk.inFlight;
  await begin(desk, delivery, async (workspace, once) => {
    const plain = wayOf(workspace);
    const patient = delivery.form === true ? undefined : withPatience(plain, began, log);
    const way = patient ?? plain;
    try {
      if (await once()) await (closing ? way.refuse(RESTARTING) : work(workspace, way));
    } catch (error) {
      await tell(desk, delivery.team, error, way);
    } finally {
      await patient?.end();
    }
  });
}

/** The same for what nobody waits for: an event that is no question. */
export async function attendQuietly(
  desk: Desk,
  delivery: Delivery,
  work: (workspace: Workspace) => Promise<void>,
): Promise<void> {
  const { closing } = desk.inFlight;
  await begin(desk, delivery, async (workspace, once) => {
    try {
      if (!closing && (await once())) await work(workspace);
    } catch (error) {
      await tell(desk, delivery.team, error, undefined);
    }
  });
}

/** Finds the workspace; `once` is true the first time that this delivery is seen. */
async function begin(
  { parts: { log }, workspaces, inFlight, firstTime }: Desk,
  { team, id, url }: Delivery,
  work: (workspace: Workspace, once: () => Promise<boolean>) => Promise<void>,
): Promise<void> {
  const once = async (): Promise<boolean> => {
    const first = await firstTime(team, id);
    if (!first) log.debug({ team }, 'a delivery came again');
    return first;
  };
  try {
    await inFlight.run(async () => {
      const found = await findIn(workspaces, team, log);
      if (typeof found === 'object') return work(found, once);
      log.warn({ team, reason: found }, 'a delivery for a workspace that was not found');
      if (url !== undefined && (await once()))
        await createResponseUrl(url, Date.now()).send(responseBody(renderNote(found), 'asker', false));
    });
  } catch (error) {
    log.error({ reason: String(error) }, 'an answer did not reach Slack');
  }
}

/** The workspace, or words for the asker when it cannot be had. */
async function findIn(workspaces: Workspaces, team: string, log: Log): Promise<Workspace | string> {
  try {
    return (await workspaces.find(team)) ?? NOT_INSTALLED;
  } catch (err) {
    log.error({ err, team }, 'an installation could not be read');
    return 'Something went wrong here. Try again in a minute.';
  }
}

/** Tells what went wrong, in the log and to who asked. */
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
  if (trouble?.kind !== 'dead')
    return way?.refuse(`${reason} Try again; if it happens again, look for ${reference} in the log.`);
  try {
    // Where the interaction has an address of its own, that still works without a token.
    await way?.refuse(NOT_INSTALLED);
  } finally {
    await workspaces.refused(team, trouble);
  }
}
