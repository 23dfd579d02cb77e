import { channelType, type GuildChannel, type Overwrite } from './state/channel.ts';
import { botRole, guildChannel, member } from './state/make.ts';
import type { State } from './state/state.ts';

/** What someone who runs these guilds can do to them, with the events that go with it. */
export interface Control {
  createChannel(guildId: string, name: string, type?: GuildChannel['type']): GuildChannel;
  /** Of a channel or thread, with all its messages. */
  deleteChannel(channelId: string): void;
  setOverwrite(channelId: string, overwrite: Overwrite): void;
  setRolePermissions(roleId: string, permissions: bigint): void;
  setMemberRoles(guildId: string, userId: string, roleIds: readonly string[]): void;
  /** @param until milliseconds since 1970; nothing ends a timeout */
  setTimeout(guildId: string, userId: string, until: number | undefined): void;
  /** An outage: the guild is away for the bot, which stays a member. */
  setOutage(guildId: string, out: boolean): void;
  removeBot(guildId: string): void;
  /** Lets the bot in again, with the role that the invite link asks for. */
  inviteBot(guildId: string): void;
}

export function createControl(state: State): Control {
  const { guilds, channels, ids } = state;
  const { botId } = state.identity;
  return {
    createChannel(guildId, name, type = channelType.text) {
      const position = channels.of(guildId).length;
      const channel = guildChannel(ids.next(), guildId, name, type, { position });
      channels.create(channel);
      return channel;
    },
    deleteChannel: state.removeChannel,
    setOverwrite: channels.setOverwrite,
    setRolePermissions: guilds.setRolePermissions,
    setMemberRoles: guilds.setMemberRoles,
    setTimeout: guilds.setTimeout,
    setOutage: guilds.setOutage,
    removeBot: (guildId) => guilds.removeBot(guildId, botId),
    inviteBot(guildId) {
      if (guilds.member(guildId, botId) !== undefined) return;
      const role = botRole(ids.next(), state.bot());
      guilds.inviteBot(guildId, member(state.bot(), state.now(), [role.id]), role);
    },
  };
}
