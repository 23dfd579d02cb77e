import { expect } from 'vitest';
import type { Desk } from '../../src/desk/desk.ts';
import type { CommandContext, SlashCommand } from '../../src/discord/command.ts';
import { createDiscordConnection } from '../../src/discord/connection.ts';
import { createDispatcher, type Observation } from '../../src/discord/dispatch.ts';
import { createTestClock, createTestRandom } from './clock.ts';
import { eventually } from './eventually.ts';
import { createTestLog } from './log.ts';
import { createMemory } from './memory.ts';
import { botId, channelId, guildId, type ScriptedAnswer, startScriptedDiscord } from './scripted-discord.ts';

export const embed = { title: 'The hottest story' };
/** Where an answer goes after the interaction was kept open, and where a further one goes. */
export const original = `PATCH /webhooks/${botId}/interaction-token/messages/@original`;
export const followUp = `POST /webhooks/${botId}/interaction-token`;
export const ephemeral = 64;

const reader = { id: '900000000000000200', username: 'reader' };

/** A real client with the one command /news, and a person who uses it. */
export async function startBot() {
  const clock = createTestClock();
  const log = createTestLog();
  const observations: Observation[] = [];
  const handled: Promise<void>[] = [];
  /** What Discord answers to the next answers of the bot. */
  const refusals: ScriptedAnswer[] = [];
  const context: CommandContext = { desk: {} as Desk, clock, commands: [] };
  let dispatcher = dispatcherOf({});

  function dispatcherOf(overrides: Partial<SlashCommand>) {
    const definition = { name: 'news', description: 'The news' };
    const news: SlashCommand = { definition, execute: async () => ({ embeds: [embed] }), ...overrides };
    const observe = (observation: Observation) => observations.push(observation);
    return createDispatcher({ commands: [news], context, log, clock, observe });
  }

  const discord = await startScriptedDiscord({
    answer: ({ path }) => (path === '/gateway/bot' ? undefined : refusals.shift()),
  });
  const connection = createDiscordConnection({
    token: 'token',
    apiUrl: discord.apiUrl,
    log,
    clock,
    random: createTestRandom(),
    remembered: createMemory(),
    onInteraction: (interaction) => handled.push(dispatcher.handle(interaction)),
    onFatal: () => undefined,
  });
  await connection.start(new AbortController().signal);

  /** The interaction was made `ageMs` ago. Resolves when the bot has taken it up. */
  async function someone({ type, data, ageMs = 0, elsewhere = false }: Interaction): Promise<void> {
    const before = handled.length;
    discord.dispatch('INTERACTION_CREATE', {
      id: String(BigInt(clock.now() - ageMs - 1_420_070_400_000) << 22n),
      type,
      token: 'interaction-token',
      application_id: botId,
      channel_id: channelId,
      channel: { id: channelId, type: 0 },
      ...(elsewhere ? { user: reader } : { guild_id: guildId, member: { user: reader, permissions: '0', roles: [] } }),
      ...(type === 3 && { message: { id: '900000000000000555', channel_id: channelId, author: { id: botId } } }),
      app_permissions: '0',
      entitlements: [],
      authorizing_integration_owners: {},
      data,
    });
    await eventually(() => expect(handled).toHaveLength(before + 1));
  }

  return {
    clock,
    log,
    observations,
    refusals,
    /** Replaces what /news does. */
    newsThat(overrides: Partial<SlashCommand>): void {
      dispatcher = dispatcherOf(overrides);
    },
    asks: ({ name = 'news', ...how }: { name?: string; ageMs?: number; elsewhere?: boolean } = {}) =>
      someone({ type: 2, data: { id: '1', name, type: 1 }, ...how }),
    presses: (customId: string) => someone({ type: 3, data: { custom_id: customId, component_type: 2 } }),
    /** No Discord sends such a press. */
    pressesNonsense: () => someone({ type: 3, data: { custom_id: 5, component_type: 2 } }),
    types: () => {
      const options = [{ name: 'topic', type: 3, value: 'a', focused: true }];
      return someone({ type: 4, data: { id: '1', name: 'news', type: 1, options } });
    },
    idle: () => dispatcher.idle(),
    /** The bot's latest request. */
    latest: () => discord.requests.at(-1),
    /** What the bot sent, after it has finished. */
    async answers() {
      await Promise.all(handled);
      return discord.requests
        .filter(({ path }) => path !== '/gateway/bot')
        .map(({ method, path, body }) => ({ call: `${method} ${path.replace(/^\/interactions.*\//, '')}`, body }));
    },
    async stop(): Promise<void> {
      await connection.stop();
      await discord.close();
    },
  };
}

interface Interaction {
  /** 2 command, 3 component, 4 autocomplete. */
  readonly type: 2 | 3 | 4;
  readonly data: object;
  readonly ageMs?: number;
  /** Used in a private conversation. */
  readonly elsewhere?: boolean;
}
