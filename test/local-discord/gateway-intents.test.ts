import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { intent } from '../../src/local-discord/gateway/intents.ts';
import { newThread } from '../../src/local-discord/rest/thread-start.ts';
import type { DirectChannel, Thread } from '../../src/local-discord/state/channel.ts';
import type { EventName, LocalEvent, Payloads } from '../../src/local-discord/state/events.ts';
import { type RunningGateway, startGateway } from '../support/gateway.ts';
import type { Socket } from '../support/gateway-socket.ts';

type IntentName = keyof typeof intent;
const names = Object.keys(intent) as IntentName[];

let running: RunningGateway;
let direct: DirectChannel;
let thread: Thread;
/** A client for each intent, which has asked for this one alone. */
const clients = new Map<IntentName, Socket>();

beforeAll(async () => {
  running = await startGateway({ privilegedIntents: ['GUILD_MEMBERS', 'GUILD_PRESENCES', 'MESSAGE_CONTENT'] });
  const { state, general } = running;
  const { ownerId, botId } = state.identity;
  const owner = state.user(ownerId);
  if (owner === undefined) throw new Error('There is no owner.');
  direct = state.channels.openDirect(state.ids.next(), owner);
  thread = newThread(state, general, { name: 'thread' }, { id: state.ids.next(), type: 11, ownerId: botId });
  state.channels.create(thread);
  for (const name of names) clients.set(name, await running.ready({ intents: intent[name] }));
});
afterAll(() => running.close());

/** Which intents let it be heard, of those that were asked for alone. */
async function heardWith(event: LocalEvent): Promise<IntentName[]> {
  running.pass(60_000);
  const before = new Map(names.map((name) => [name, clients.get(name)?.events().length]));
  running.state.events.publish(event);
  await Promise.all([...clients.values()].map((client) => client.caughtUp()));
  return names.filter((name) => clients.get(name)?.events().slice(before.get(name)).includes(event.t));
}

interface Case<T extends EventName> {
  readonly what: string;
  /** What happens. */
  readonly d: () => Payloads[T];
  readonly heardWith: readonly IntentName[];
}

const guild = () => ({ guild_id: running.state.identity.guildId });
const message = (channel_id: string) => ({
  ...running.postAsOwner(channel_id, {}),
  ...(channel_id === direct.id ? {} : guild()),
});
const place = (channel_id: string) => ({ channel_id, ...(channel_id === direct.id ? {} : guild()) });
const reaction = (channel_id: string) => ({
  ...place(channel_id),
  message_id: '1',
  user_id: running.state.identity.ownerId,
  emoji: { id: null, name: '👍' },
  burst: false as const,
  type: 0 as const,
});
/** The same in a guild and in a conversation. */
const inBoth = <T extends EventName>(
  d: (channelId: string) => Payloads[T],
  inGuild: IntentName,
  inDirect: IntentName,
): Case<T>[] => [
  { what: 'in a guild', d: () => d(running.general.id), heardWith: [inGuild] },
  { what: 'in a conversation', d: () => d(direct.id), heardWith: [inDirect] },
];
const inGuild = <T extends EventName>(
  d: () => Payloads[T],
  heardWith: readonly IntentName[] = ['guilds'],
): Case<T>[] => [{ what: 'in a guild', d, heardWith }];
const members = (userId: string): Payloads['THREAD_MEMBERS_UPDATE'] => ({
  id: thread.id,
  ...guild(),
  member_count: 1,
  added_members: [{ id: thread.id, user_id: userId, join_timestamp: '', flags: 0 }],
});
const member = (userId: string): Payloads['GUILD_MEMBER_UPDATE'] => {
  const found = running.state.guilds.member(running.state.identity.guildId, userId);
  if (found === undefined) throw new Error('There is no such member.');
  return { ...found, ...guild() };
};
const role = () => {
  const [first] = running.state.guilds.roles(running.state.identity.guildId);
  if (first === undefined) throw new Error('There is no role.');
  return { ...guild(), role: first };
};

/** Discord's documentation, "List of Intents" and its caveats. */
const cases: { readonly [T in EventName]: readonly Case<T>[] } = {
  MESSAGE_CREATE: inBoth(message, 'guildMessages', 'directMessages'),
  MESSAGE_UPDATE: inBoth(message, 'guildMessages', 'directMessages'),
  MESSAGE_DELETE: inBoth((id) => ({ id: '1', ...place(id) }), 'guildMessages', 'directMessages'),
  MESSAGE_DELETE_BULK: inGuild(() => ({ ids: ['1'], ...place(running.general.id) }), ['guildMessages']),
  MESSAGE_REACTION_ADD: inBoth(reaction, 'guildMessageReactions', 'directMessageReactions'),
  MESSAGE_REACTION_REMOVE: inBoth(reaction, 'guildMessageReactions', 'directMessageReactions'),
  MESSAGE_REACTION_REMOVE_ALL: inBoth(reaction, 'guildMessageReactions', 'directMessageReactions'),
  MESSAGE_REACTION_REMOVE_EMOJI: inBoth(reaction, 'guildMessageReactions', 'directMessageReactions'),
  CHANNEL_CREATE: [
    { what: 'in a guild', d: () => running.general, heardWith: ['guilds'] },
    { what: 'in a conversation', d: () => direct, heardWith: [] },
  ],
  CHANNEL_UPDATE: inGuild(() => running.general),
  CHANNEL_DELETE: inGuild(() => running.general),
  CHANNEL_PINS_UPDATE: inBoth((id) => ({ ...place(id), last_pin_timestamp: null }), 'guilds', 'directMessages'),
  THREAD_CREATE: inGuild(() => thread),
  THREAD_UPDATE: inGuild(() => thread),
  THREAD_DELETE: inGuild(() => thread),
  THREAD_MEMBERS_UPDATE: [
    { what: 'the bot', d: () => members(running.state.identity.botId), heardWith: ['guilds', 'guildMembers'] },
    { what: 'somebody else', d: () => members(running.state.identity.ownerId), heardWith: ['guildMembers'] },
  ],
  GUILD_CREATE: inGuild(() => ({ id: running.state.identity.guildId })),
  GUILD_DELETE: inGuild(() => ({ id: running.state.identity.guildId, unavailable: true })),
  GUILD_ROLE_CREATE: inGuild(role),
  GUILD_ROLE_UPDATE: inGuild(role),
  GUILD_ROLE_DELETE: inGuild(() => ({ ...guild(), role_id: role().role.id })),
  GUILD_MEMBER_UPDATE: [
    { what: 'the bot', d: () => member(running.state.identity.botId), heardWith: names },
    { what: 'somebody else', d: () => member(running.state.identity.ownerId), heardWith: ['guildMembers'] },
  ],
  WEBHOOKS_UPDATE: inGuild(() => ({ ...guild(), channel_id: running.general.id }), ['guildWebhooks']),
  INTERACTION_CREATE: [
    { what: 'in a guild', d: () => ({ id: '1', ...guild() }), heardWith: names },
    { what: 'in a conversation', d: () => ({ id: '1' }), heardWith: names },
  ],
  COMMANDS: [{ what: 'for the page alone', d: () => null, heardWith: [] }],
  PRESENCE: [{ what: 'for the page alone', d: () => null, heardWith: [] }],
};

describe('each event is heard with its intents, and with no other', () => {
  const rows = Object.entries(cases).flatMap(([t, each]) =>
    each.map((one) => ({ t, what: one.what, d: one.d as () => unknown, expected: one.heardWith })),
  );
  it.each(rows)('$t: $what', async ({ t, d, expected }) => {
    expect(await heardWith({ t, d: d() } as LocalEvent)).toEqual(expected);
  });
});
