import type { Interaction } from 'discord.js';
import { backoff } from '../desk/backoff.ts';
import type { Desk } from '../desk/desk.ts';
import { HeatwireError } from '../desk/errors.ts';
import type { Clock, Log, Random } from '../desk/ports.ts';
import type { CommandContext, SlashCommand } from '../discord/command.ts';
import { createDiscordConnection, type DiscordConnection } from '../discord/connection.ts';
import { createDispatcher, type Observation } from '../discord/dispatch.ts';
import { registerCommands } from '../discord/registration.ts';
import type { Remembered } from '../discord/remembered.ts';
import type { ServerEvents } from '../discord/servers.ts';

/** How long a stop waits for answers to people that are on their way; Discord gives up on one after 3 s. */
const lastAnswersMs = 3_000;

/** Where the bot logs in. */
export interface Account {
  readonly token: string;
  readonly apiUrl: string;
  /** Whether Discord counts logins from start to start. */
  readonly countsLogins: boolean;
}

/** The bot on Discord: its connection, and the commands by which people reach the desk. */
export interface Bot {
  readonly connection: DiscordConnection;
  /**
   * Makes Discord know the commands; what fails is tried again later. Cards do not need commands, and those of an earlier
   * start still work: a failure is no reason to wait or to end.
   */
  register(): Promise<void>;
}

/** @param opened ends the bot, after the answers to people that are on their way */
export function createBot(
  deps: {
    account: Account;
    commands: readonly SlashCommand[];
    desk: Desk;
    remembered: Remembered;
    servers: ServerEvents;
    observe(observation: Observation): void;
    clock: Clock;
    random: Random;
    log: Log;
    onFatal(error: unknown): void;
    stopping: AbortSignal;
  },
  opened: AsyncDisposableStack,
): Bot {
  const { account, commands, desk, remembered, servers, observe, clock, random, log, onFatal, stopping } = deps;
  let registered: CommandContext['commands'] = [];
  const context: CommandContext = {
    desk,
    clock,
    get commands() {
      return registered;
    },
  };
  const dispatcher = createDispatcher({ commands, context, log, clock, observe });
  const connection = createDiscordConnection({
    ...{ token: account.token, apiUrl: account.apiUrl, servers, log, clock, random, onFatal },
    remembered: account.countsLogins ? remembered : { get: async () => undefined, set: async () => undefined },
    onInteraction: (interaction: Interaction) => void dispatcher.handle(interaction),
  });
  opened.defer(() => connection.stop());
  opened.defer(async () => {
    const answered = new AbortController();
    await Promise.race([dispatcher.idle(), clock.wait(lastAnswersMs, answered.signal)]);
    answered.abort();
  });

  /** Whether it went well. */
  async function tryToRegister(): Promise<boolean> {
    const applicationId = connection.applicationId();
    if (applicationId === undefined) return false;
    try {
      registered = await registerCommands({ rest: connection.rest, applicationId, commands, remembered, log });
      return true;
    } catch (error) {
      if (error instanceof HeatwireError && error.code === 'TOKEN_INVALID') onFatal(error);
      else if (!stopping.aborted) log.error({ err: error }, 'The commands could not be registered; trying again later');
      return false;
    }
  }

  async function registerLater(): Promise<void> {
    for (let attempts = 1; !stopping.aborted; attempts++) {
      await clock.wait(backoff(attempts, random.next(), { base: 60_000, cap: 3_600_000 }), stopping);
      if (stopping.aborted || (await tryToRegister())) return;
    }
  }

  return {
    connection,
    async register() {
      if (!(await tryToRegister())) void registerLater();
    },
  };
}
