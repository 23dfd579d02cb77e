import { systemClock, systemRandom } from '../../src/clock.ts';
import type { CommandContext } from '../../src/discord/command.ts';
import { createDiscordConnection, type DiscordConnection } from '../../src/discord/connection.ts';
import { createDispatcher } from '../../src/discord/dispatch.ts';
import { loadCommands } from '../../src/discord/load-commands.ts';
import { registerCommands } from '../../src/discord/registration.ts';
import type { PageMessage } from '../../src/local-discord/page/message-contract.ts';
import { anArticle } from './builders.ts';
import { createFakeDesk, type FakeDesk } from './fake-desk.ts';
import { type LocalDiscordHarness, type Seen, startLocalDiscord } from './local-discord.ts';
import { createTestLog } from './log.ts';
import { createMemory } from './memory.ts';

/** An article id that neither a menu's entry nor an option's choice can hold. */
export const longId = `news/${'x'.repeat(120)}`;

/** The bot's commands at work on a local Discord, with a desk in memory. */
export interface Newsbot {
  readonly discord: LocalDiscordHarness;
  readonly desk: FakeDesk;
  /** The connection of the moment: a restart makes another. */
  connection(): DiscordConnection;
  restart(): Promise<void>;
  /** Ends everything, and returns what went wrong meanwhile. */
  stop(): Promise<readonly object[]>;
}

/** Twelve stories, each cooler than the one before, the first seven about Google AI and AI, the others about Robotics. */
export async function startNewsbot(): Promise<Newsbot> {
  const discord = await startLocalDiscord();
  const log = createTestLog();
  const desk = createFakeDesk(
    Array.from({ length: 12 }, (_, index) =>
      anArticle({
        id: index === 3 ? longId : `news/${index}`,
        title: `Story ${index}`,
        heat: 100 - index,
        topics: index < 7 ? ['Google AI', 'AI'] : ['Robotics'],
      }),
    ),
  );
  const commands = await loadCommands(new URL('../../commands/', import.meta.url));

  async function connect(): Promise<DiscordConnection> {
    const known: CommandContext['commands'][number][] = [];
    const context: CommandContext = { desk, clock: systemClock, commands: known };
    const dispatcher = createDispatcher({ commands, context, log, clock: systemClock });
    const connection = createDiscordConnection({
      token: discord.token,
      apiUrl: discord.apiUrl,
      log,
      clock: systemClock,
      random: systemRandom,
      remembered: createMemory(),
      onInteraction: (interaction) => void dispatcher.handle(interaction),
      onFatal: (error) => log.error({ error }, 'fatal'),
    });
    await connection.start(new AbortController().signal);
    const registered = await registerCommands({
      rest: connection.rest,
      applicationId: connection.applicationId() ?? '',
      // Who may use a command at all is for Discord to check; here the bot's own check is what matters.
      commands: commands.map((command) => ({
        ...command,
        definition: { ...command.definition, default_member_permissions: null },
      })),
      remembered: { get: async () => undefined, set: async () => undefined },
      log,
    });
    known.push(...registered);
    return connection;
  }

  let connection = await connect();
  return {
    discord,
    desk,
    connection: () => connection,
    async restart() {
      await connection.stop();
      connection = await connect();
    },
    async stop() {
      await connection.stop();
      await discord.close();
      return log.lines.filter(({ level }) => level === 'error');
    },
  };
}

/** The message of an answer, as the person who asked sees it. */
export function messageIn(seen: Seen): PageMessage {
  if (seen.result !== 'answered' || seen.message === undefined) throw new Error(JSON.stringify(seen));
  return seen.message;
}

/** Whether only one person sees a message. */
export function isWhisper({ flags }: PageMessage): boolean {
  return (flags & 64) === 64;
}
