import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageComponentInteraction,
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandType,
  type Client,
  InteractionResponseType,
  InteractionType,
  SnowflakeUtil,
} from 'discord.js';
import { asksForFile } from '../../core/attachment.ts';
import type { ChatParts } from '../../core/chat.ts';
import type { Command } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { formatCall } from '../../core/options.ts';
import type { Suggestion, Typing } from '../../core/suggest.ts';
import { type Answer, type Audience, createAnswer } from './answer.ts';
import { attachedTo, type Download } from './attachment.ts';
import {
  answerCall,
  audienceOf,
  type CallOptions,
  isManager,
  lineFor,
  type Place,
  placeOf,
  userOf,
} from './calls.ts';
import { calledCommand, choicesOf, focusedOption, numberChoicesOf, optionValues } from './choices.ts';
import { type ButtonCall, isShare, readPress } from './custom-id.ts';
import type { Discussions } from './discuss.ts';
import { logFields } from './errors.ts';
import type { InteractionRests } from './interaction-rests.ts';
import { answerMenu } from './menu.ts';
import { channelWords, checkNamed, fromCommand, fromGateway, namedId, postNote } from './named-channel.ts';
import { PASTE } from './names.ts';
import { fileForm, pasteForm, type Seal, takePasted } from './paste.ts';
import { renderWords } from './render.ts';
import { checkRights } from './rights.ts';

/** An answer is waited for until an interaction is so old before "thinking" is shown; Discord waits for three seconds. */
const DEFER_AFTER_MS = 1_000;
/** What looks older is either lost, or this machine's clock is wrong. */
const OLDEST_MS = 3_000;
const GONE =
  'This button has expired. Use the command again, for example /papers; its answer has fresh buttons.';
const UNKNOWN_CHANNEL =
  'I do not know this channel, or not any more. Type the command again, with a channel that is suggested behind channel:';
const STOPPING = 'I am just being restarted. Try again in a moment.';

export type Interactions = {
  /** Answers one interaction; never rejects. */
  handle(interaction: APIInteraction): Promise<void>;
};

export type InteractionWire = {
  readonly rests: InteractionRests;
  readonly discussions: Discussions;
  readonly download: Download;
  readonly seal: Seal;
  readonly stopping: () => boolean;
  /** Whatever is connected by now. */
  readonly client: () => Client;
};

type PlaceFor = (interaction: APIInteraction, call: ButtonCall) => Place;

/** While `stopping`, it only says that it is being restarted. */
export function createInteractions(
  parts: ChatParts,
  { rests, discussions, download, seal, stopping, client }: InteractionWire,
): Interactions {
  /** Where a call belongs: the channel that it names, if whoever asks may, or the one that it comes from. */
  const placeFor: PlaceFor = (interaction, { command, values }) => {
    const id = namedId(command, values, interaction);
    if (id === undefined) return placeOf(interaction);
    const told = fromGateway(client(), interaction, id);
    const sent =
      interaction.type === InteractionType.ApplicationCommand ? fromCommand(interaction, id) : undefined;
    const named =
      sent === undefined ? told : { ...(told?.ours === undefined ? {} : { ours: told.ours }), ...sent };
    if (named === undefined) throw new UserError(UNKNOWN_CHANNEL);
    const changes = parts.commands.find(({ name }) => name === command)?.managersOnly === true;
    checkNamed(named, { changes, isManager: isManager(interaction) });
    return placeOf(interaction, named);
  };

  const route = async (interaction: APIInteraction, answer: Answer): Promise<void> => {
    if (interaction.type === InteractionType.ApplicationCommandAutocomplete)
      return complete(interaction, answer, parts, placeFor);
    if (stopping()) return answer.show([renderWords(STOPPING)], 'asker');
    if (interaction.type === InteractionType.ApplicationCommand)
      return runCommand(interaction, answer, parts, { download, seal, client, placeFor });
    if (interaction.type === InteractionType.MessageComponent)
      return press(interaction, answer, parts, { discussions, placeFor });
    if (interaction.type === InteractionType.ModalSubmit) return takePasted(interaction, answer, parts, seal);
    return answer.show([renderWords('I do not know what to do with this.')], 'asker');
  };

  const handle = async (interaction: APIInteraction): Promise<void> => {
    const answer = createAnswer(interaction, rests, parts.log);
    let deferring: NodeJS.Timeout | undefined;
    try {
      const audience = whoSees(interaction, parts, seal);
      // From the first moment on, for whatever comes before an answer may be slow; it does nothing once something was shown.
      if (audience !== undefined)
        deferring = setTimeout(() => void answer.defer(audience), patience(interaction.id));
      await route(interaction, answer);
    } catch (error) {
      if (error instanceof UserError) return await answer.show([renderWords(error.message)], 'asker');
      const reference = crypto.randomUUID().slice(0, 8);
      parts.log.error({ reference, ...logFields(error) }, 'a Discord interaction failed');
      await answer.show(
        [renderWords(`Something went wrong here. Look for ${reference} in the log.`)],
        'asker',
      );
    } finally {
      clearTimeout(deferring);
    }
  };

  return { handle };
}

/** How long an answer is waited for, of an interaction that may have been on its way for a while: its id tells when it was made. */
function patience(id: string): number {
  const age = Date.now() - SnowflakeUtil.timestampFrom(id);
  return age < 0 || age > OLDEST_MS ? DEFER_AFTER_MS : Math.max(0, DEFER_AFTER_MS - age);
}

/** Who will see the answer if all goes well; undefined where "thinking" cannot be shown, before choices and forms. */
function whoSees(interaction: APIInteraction, { commands }: ChatParts, seal: Seal): Audience | undefined {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return formOf(interaction, commands, seal) === undefined
        ? audienceOf(calledCommand(interaction.data).name, commands)
        : undefined;
    case InteractionType.MessageComponent:
      return isShare(interaction.data.custom_id) ? 'channel' : 'asker';
    case InteractionType.ModalSubmit:
      return 'asker';
    case InteractionType.ApplicationCommandAutocomplete:
    case InteractionType.Ping:
    default:
      return undefined;
  }
}

/** The form that a command opens: the one to paste into, or the one for its file where nothing else was said. */
function formOf(
  interaction: APIApplicationCommandInteraction,
  commands: readonly Command[],
  seal: Seal,
): APIModalInteractionResponseCallbackData | undefined {
  const { data } = interaction;
  if (data.name === PASTE) return pasteForm(interaction, commands, seal);
  if (data.type !== ApplicationCommandType.ChatInput || attachedTo(data) !== undefined) return undefined;
  const { name, options } = calledCommand(data);
  const command = commands.find((known) => known.name === name);
  if (command === undefined) return undefined;
  const text = formatCall(command, optionValues(options)).slice(`/${name}`.length);
  return asksForFile(command, text) === 'alone' ? fileForm(interaction, command, seal) : undefined;
}

async function runCommand(
  interaction: APIApplicationCommandInteraction,
  answer: Answer,
  parts: ChatParts,
  {
    download,
    seal,
    client,
    placeFor,
  }: Pick<InteractionWire, 'download' | 'seal' | 'client'> & { readonly placeFor: PlaceFor },
): Promise<void> {
  const { data } = interaction;
  const opened = formOf(interaction, parts.commands, seal);
  if (opened !== undefined) return answer.respond(InteractionResponseType.Modal, opened);
  if (data.type === ApplicationCommandType.ChatInput) {
    const { name, options } = calledCommand(data);
    const call = { command: name, values: optionValues(options) };
    const place = placeFor(interaction, call);
    const file = attachedTo(data);
    const attachment = file === undefined ? undefined : await download(file);
    const note = place.named === undefined ? postNote(client(), name, interaction.channel) : undefined;
    return answerCall(call, answer, place, parts, { attachment, note });
  }
  if (data.type !== ApplicationCommandType.Message)
    return answer.show([renderWords(`"${data.name}" is not a command of this version any more.`)], 'asker');
  return answerMenu(data, answer, placeOf(interaction), parts);
}

async function complete(
  interaction: APIApplicationCommandAutocompleteInteraction,
  answer: Answer,
  { commands, suggest, log }: ChatParts,
  placeFor: PlaceFor,
): Promise<void> {
  // Nothing can be said here but choices: a fault leaves the person to type on.
  const none = (error: unknown): readonly Suggestion[] => {
    log.error(logFields(error), 'suggestions failed');
    return [];
  };
  const called = calledCommand(interaction.data);
  const { name, value } = focusedOption(called.options);
  const command = commands.find((known) => known.name === called.name);
  const option = command?.options.find((known) => known.name === name);
  const completion = option?.completion;
  const values = optionValues(called.options);
  const typing = typingOf(interaction, { command: called.name, values }, placeFor);
  const suggestions = completion === undefined ? [] : await suggest(completion, value, typing).catch(none);
  await answer.respond(InteractionResponseType.ApplicationCommandAutocompleteResult, {
    choices: (option?.type === 'integer' ? numberChoicesOf : choicesOf)(suggestions),
  });
}

/** Who types, and for which channel: for none where the one that is named is not theirs to ask of. */
function typingOf(interaction: APIInteraction, call: ButtonCall, placeFor: PlaceFor): Typing {
  const user = userOf(interaction)?.id;
  let caller = user === undefined ? undefined : { user };
  try {
    ({ caller } = placeFor(interaction, call));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return { platform: 'discord', ...(caller === undefined ? {} : { caller }) };
}

/** A press is answered to whoever pressed, in a message of their own: nobody changes what another person sees. */
async function press(
  interaction: APIMessageComponentInteraction,
  answer: Answer,
  parts: ChatParts,
  { discussions, placeFor }: Pick<InteractionWire, 'discussions'> & { readonly placeFor: PlaceFor },
): Promise<void> {
  const pressed = await readPress(interaction.data.custom_id, parts.notes);
  switch (pressed.kind) {
    case 'call':
    case 'share': {
      const command = parts.commands.find(({ name }) => name === pressed.command);
      if (command?.managersOnly === true && !isManager(interaction))
        throw new UserError(
          `Only those who manage this server may press this. If you were given the command, type: ${lineFor(pressed, parts.commands)}${behind(placeFor(interaction, pressed))}`,
        );
      if (pressed.kind === 'share') checkRights(interaction, 'message', interaction.channel.type);
      const options: CallOptions =
        pressed.kind === 'share'
          ? { wanted: 'channel', sharing: true, note: `Shared by ${nameOf(interaction)}.` }
          : { wanted: 'asker' };
      return answerCall(pressed, answer, placeFor(interaction, pressed), parts, options);
    }
    case 'discuss':
      return discussions.ofPaper(interaction, pressed.paper, answer);
    case 'post':
      return discussions.ofPost(interaction, pressed.marker, answer);
    case 'gone':
    case 'foreign':
      return answer.show([renderWords(GONE)], 'asker');
  }
}

/** What is typed behind a line for it to be about the same channel. */
function behind({ named }: Place): string {
  return named === undefined ? '' : ` ${channelWords(named)}`;
}

/** Discord does not show who brought an answer before the channel. */
function nameOf(interaction: APIMessageComponentInteraction): string {
  const user = userOf(interaction);
  return user?.global_name ?? user?.username ?? 'somebody';
}
