import { randomBytes } from 'node:crypto';
import type { World } from '../src/local-discord/state/world.ts';

export const clock = { now: () => Date.now() };
export const random = { id: () => randomBytes(12).toString('base64url') };

/** 500 channels are Discord's limit for a guild. */
const channels = Array.from({ length: 500 }, (_, place) => ({ name: `channel-${place}`, topic: 'News as they come' }));

/** What a first start makes. */
export const fewChannels: World = {
  bot: { username: 'Bot' },
  people: ['owner', 'reader'],
  guilds: [{ name: 'Guild', owner: 'owner', members: ['reader'], channels: channels.slice(0, 5) }],
};

/** 10,000 channels in twenty guilds. */
export const manyChannels: World = {
  bot: { username: 'Bot' },
  people: ['owner'],
  guilds: Array.from({ length: 20 }, (_, place) => ({ name: `Guild ${place}`, owner: 'owner', channels })),
};
