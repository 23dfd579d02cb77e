import type { Channel, Member, Message } from '../state/model.ts';
import type { State } from '../state/state.ts';

/** The latest version of the interaction payload. */
const version = 1;
const attachmentSizeLimit = 10 * 1024 * 1024;
const guildInstall = '0';

/** INTERACTION_CREATE as Discord sends it for something that a member did in a channel. */
export function interactionPayload(
  state: State,
  asked: {
    readonly id: string;
    readonly token: string;
    readonly type: number;
    readonly member: Member;
    readonly channel: Channel;
    readonly data: object;
    readonly message?: Message;
  },
) {
  const { botId, guildId } = state.identity;
  const { id, token, type, member, channel, data, message } = asked;
  const locale = 'en-US';
  return {
    id,
    application_id: botId,
    type,
    token,
    version,
    data,
    guild_id: guildId,
    guild: { id: guildId, locale, features: [] },
    guild_locale: locale,
    locale,
    channel_id: channel.id,
    channel: { ...channel, permissions: String(state.permissions(member.user.id, channel)) },
    member: { ...member, permissions: String(state.permissions(member.user.id, channel)) },
    app_permissions: String(state.permissions(botId, channel)),
    entitlements: [],
    authorizing_integration_owners: { [guildInstall]: guildId },
    context: 0,
    attachment_size_limit: attachmentSizeLimit,
    ...(message !== undefined && { message }),
  };
}
