import type { PageChannel, PageGuild, PageState, PageUser } from '../../src/local-discord/page/contract.ts';
import type { PageMessage } from '../../src/local-discord/page/message-contract.ts';

/** What the page's server says, for tests of what the page makes of it. */
export function pageUser(id: string): PageUser {
  return { id, username: id, avatarUrl: `/local/avatars/${id}`, bot: false };
}

export function pageMessage(id: string, overrides: Partial<PageMessage> = {}): PageMessage {
  return {
    id,
    channel_id: 'news',
    type: 0,
    author: { ...pageUser('bot'), bot: true },
    content: '',
    timestamp: '2026-11-21T10:00:00.000Z',
    edited_timestamp: null,
    flags: 0,
    pinned: false,
    embeds: [],
    components: [],
    attachments: [],
    reactions: [],
    ...overrides,
  };
}

export function pageChannel(id: string, overrides: Partial<PageChannel> = {}): PageChannel {
  const rights = { writable: true, moderated: false, pinnable: false };
  return { id, name: id, type: 0, topic: null, parent_id: null, position: 0, ...rights, ...overrides };
}

export function pageGuild(channels: readonly PageChannel[], overrides: Partial<PageGuild> = {}): PageGuild {
  const members = ['a', 'b', 'bot'].map(pageUser);
  return {
    id: '1',
    name: 'Desk',
    roles: [],
    members,
    standings: {},
    channels,
    commands: [],
    hasBot: true,
    ...overrides,
  };
}

/** One server, as one of its two people sees it. */
export function pageState(channels: readonly PageChannel[], viewer = 'a'): PageState {
  return {
    viewer: pageUser(viewer),
    people: ['a', 'b'].map(pageUser),
    bot: { ...pageUser('bot'), bot: true, online: true },
    guilds: [pageGuild(channels)],
    direct: [],
    directCommands: [],
  };
}
