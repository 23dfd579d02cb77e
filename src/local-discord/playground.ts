import type { World } from './state/world.ts';

/** A world in which a bot meets every kind of channel, and someone of every standing. */
export const playground: World = {
  bot: { username: 'Bot' },
  people: ['owner', 'manager', 'member', 'stranger'],
  guilds: [
    {
      name: 'Playground',
      owner: 'owner',
      managers: ['manager'],
      members: ['member'],
      channels: [
        { name: 'general', category: 'Text', topic: 'Type / to try the bot’s commands' },
        { name: 'announcements', category: 'Text', type: 5 },
        { name: 'forum', category: 'Posts', type: 15, tags: ['Question', 'Answer'] },
        { name: 'media', category: 'Posts', type: 16, tags: ['Picture'] },
        { name: 'voice', category: 'Voice', type: 2 },
      ],
    },
    { name: 'Elsewhere', owner: 'stranger', members: ['member'], channels: [{ name: 'lobby' }] },
  ],
};
