import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type Interaction,
  type MessageComponentInteraction,
  MessageFlags,
  type RepliableInteraction,
} from 'discord.js';
import type { Clock, Log } from '../desk/ports.ts';
import type { CommandContext, PressAnswer, SlashCommand } from './command.ts';
import { loggable } from './faults.ts';
import { limits } from './limits.ts';
import type { MessageBody } from './message-body.ts';
import { cut } from './text.ts';

/**
 * What is older than this when it arrives was replayed after an outage, and nobody waits for it any more. Discord gives up
 * after 3 s already; but a clock that is some seconds ahead must not make the bot deaf.
 */
const staleAfterMs = 60_000;
/** How old an interaction may become before it is kept open with a deferred answer. */
const deferredAfterMs = 2_000;

const text = {
  elsewhere: 'I only work on servers that I have joined.',
  unknownCommand: 'I do not know this command (any more). Discord may need a moment to show the current ones.',
  unknownPress: 'This no longer does anything: the message is from an earlier version.',
};

/** What became of one interaction, for metrics. */
export interface Observation {
  /** The command's name, or `unknown`. */
  readonly command: string;
  readonly outcome: 'answered' | 'refused' | 'failed' | 'stale';
  readonly ms: number;
}

export interface Dispatcher {
  /** Sees to an interaction, whatever it holds; never rejects. */
  handle(interaction: Interaction): Promise<void>;
  /** Resolves when nothing is being answered. An answer may take as long as Discord does, so the caller sets a limit. */
  idle(): Promise<void>;
}

/**
 * Brings interactions to the commands and their answers to Discord: in time, and whatever happens.
 *
 * Every command works as if there were no deadline; this is the only place that answers.
 */
export function createDispatcher(deps: {
  commands: readonly SlashCommand[];
  context: CommandContext;
  log: Log;
  clock: Clock;
  observe?(observation: Observation): void;
}): Dispatcher {
  const { context, log, clock } = deps;
  const commands = new Map(deps.commands.map((command) => [command.definition.name, command]));
  const inHand = new Set<Promise<void>>();

  /** Answers with what `work` comes to: at once when it is quick, else after deferring. */
  async function inTime<T>(
    interaction: Pick<Interaction, 'createdTimestamp'>,
    work: Promise<T>,
    ways: { answer(result: T): Promise<unknown>; defer(): Promise<unknown>; complete(result: T): Promise<unknown> },
  ): Promise<void> {
    const settled = new AbortController();
    const patienceMs = Math.min(Math.max(deferredAfterMs - ageOf(interaction), 0), deferredAfterMs);
    const first = await Promise.race([
      work.then(() => 'done' as const),
      clock.wait(patienceMs, settled.signal).then(() => 'late' as const),
    ]).finally(() => settled.abort());
    if (first === 'done') {
      await ways.answer(await work);
    } else {
      await ways.defer();
      await ways.complete(await work);
    }
  }

  async function run(command: SlashCommand, interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    const visibility = command.isPublic?.(interaction) ? {} : { flags: MessageFlags.Ephemeral as const };
    await inTime(interaction, command.execute(interaction, context), {
      answer: (body) => interaction.reply({ ...whole(body), ...visibility }),
      defer: () => interaction.deferReply(visibility),
      complete: (body) => interaction.editReply(whole(body)),
    });
  }

  async function press(work: Promise<PressAnswer>, interaction: MessageComponentInteraction<'cached'>): Promise<void> {
    await inTime(interaction, work, {
      answer: (answer) =>
        'update' in answer ? interaction.update(whole(answer.update)) : interaction.reply(whisper(answer.whisper)),
      defer: () => interaction.deferUpdate(),
      complete: (answer) =>
        'update' in answer
          ? interaction.editReply(whole(answer.update))
          : interaction.followUp(whisper(answer.whisper)),
    });
  }

  async function suggest(command: SlashCommand | undefined, interaction: AutocompleteInteraction): Promise<void> {
    const choices =
      command?.autocomplete !== undefined && interaction.inCachedGuild()
        ? await command.autocomplete(interaction, context)
        : [];
    await interaction.respond(
      choices.slice(0, limits.choices).map((choice) => ({ ...choice, name: cut(choice.name, limits.choiceName) })),
    );
  }

  async function serve(interaction: Interaction, command: SlashCommand | undefined): Promise<Observation['outcome']> {
    if (interaction.isAutocomplete()) {
      await suggest(command, interaction);
      return 'answered';
    }
    if (!interaction.inCachedGuild()) return refuse(interaction, text.elsewhere);
    if (interaction.isChatInputCommand()) {
      if (command === undefined) return refuse(interaction, text.unknownCommand);
      await run(command, interaction);
      return 'answered';
    }
    if (interaction.isMessageComponent()) {
      const work = command?.press?.(interaction, context);
      if (work === undefined) return refuse(interaction, text.unknownPress);
      await press(work, interaction);
      return 'answered';
    }
    return refuse(interaction, text.unknownCommand);
  }

  async function refuse(interaction: Interaction, content: string): Promise<'refused'> {
    if (interaction.isRepliable()) await interaction.reply(whisper({ content }));
    return 'refused';
  }

  /** The error boundary: people learn that it was not their fault, operators what it was. */
  async function fail(interaction: Interaction, error: unknown, about: object): Promise<void> {
    // Discord gave up waiting, or someone else with the same token has answered: no further answer can arrive.
    if (error instanceof DiscordAPIError && (error.code === 10062 || error.code === 40060)) {
      log.warn({ ...about, code: error.code }, 'An answer came too late, or another bot with this token has answered');
      return;
    }
    const errorId = BigInt(interaction.id).toString(36).slice(-6);
    log.error({ ...about, errorId, error: loggable(error) }, 'A command failed');
    try {
      if (interaction.isAutocomplete()) {
        if (!interaction.responded) await interaction.respond([]);
      } else if (interaction.isRepliable()) {
        const content = `Something went wrong here. It is not your fault. (error ${errorId})`;
        await apologise(interaction, { content });
      }
    } catch (cause) {
      log.warn({ ...about, errorId, error: loggable(cause) }, 'No apology could be given either');
    }
  }

  function ageOf({ createdTimestamp }: Pick<Interaction, 'createdTimestamp'>): number {
    return clock.now() - createdTimestamp;
  }

  async function see(interaction: Interaction): Promise<void> {
    const startedAt = clock.now();
    const command = commands.get(nameIn(interaction));
    const about = { command: command?.definition.name ?? 'unknown', interaction: interaction.id };
    const observe = (outcome: Observation['outcome']) =>
      deps.observe?.({ command: about.command, outcome, ms: clock.now() - startedAt });

    const ageMs = ageOf(interaction);
    if (ageMs > staleAfterMs) {
      log.warn({ ...about, ageMs }, "An interaction came too late to answer; if all do, this machine's clock is wrong");
      observe('stale');
      return;
    }
    try {
      observe(await serve(interaction, command));
    } catch (error) {
      await fail(interaction, error, about);
      observe('failed');
    }
  }

  return {
    handle(interaction) {
      const handling = see(interaction)
        // Even its id may be none.
        .catch((error: unknown) => log.error({ error: loggable(error) }, 'An interaction could not be read'))
        .finally(() => inHand.delete(handling));
      inHand.add(handling);
      return handling;
    },
    async idle() {
      while (inHand.size > 0) await Promise.all(inHand);
    },
  };
}

/** The command that an interaction is for: the one used, or the one that a custom id begins with. */
function nameIn(interaction: Interaction): string {
  if (interaction.isMessageComponent()) return interaction.customId.split(':', 1)[0] ?? '';
  return interaction.isChatInputCommand() || interaction.isAutocomplete() ? interaction.commandName : '';
}

async function apologise(interaction: RepliableInteraction, body: MessageBody): Promise<void> {
  if (!interaction.deferred && !interaction.replied) await interaction.reply(whisper(body));
  else if (interaction.isMessageComponent() || interaction.replied) await interaction.followUp(whisper(body));
  else await interaction.editReply(whole(body));
}

/** A body as the whole content of a message: what it lacks, the message shall not have (any more). */
function whole({ content = '', embeds = [], components = [] }: MessageBody) {
  return { content, embeds: [...embeds], components: [...components], allowedMentions: { parse: [] } };
}

/** Only the person who asked sees it. */
function whisper(body: MessageBody) {
  return { ...whole(body), flags: MessageFlags.Ephemeral as const };
}
