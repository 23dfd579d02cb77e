import { type Channel, guildOf, isDirect } from '../state/channel.ts';
import type { Message, User } from '../state/model.ts';
import type { State } from '../state/state.ts';

/** The latest version of the interaction payload. */
const version = 1;
const attachmentSizeLimit = 10 * 1024 * 1024;
const guildInstall = '0';
/** Guilds do not choose a language here. */
const guildLocale = 'en-US';
/** Where something was done: Discord's interaction context types. */
const context = { guild: 0, botDm: 1 };

/** INTERACTION_CREATE as Discord sends it for something that a person did in a channel. */
export function interactionPayload(
  state: State,
  asked: {
    readonly id: string;
    readonly token: string;
    readonly type: number;
    readonly user: User;
    readonly channel: Channel;
    readonly locale: string;
    readonly data: object;
    readonly message?: Message;
  },
) {
  const { botId } = state.identity;
  const { id, token, type, user, channel, locale, data, message } = asked;
  const permissions = String(state.permissions(user.id, channel));
  const guildId = guildOf(channel);
  const member = guildId === undefined ? undefined : state.guilds.member(guildId, user.id);
  return {
    id,
    application_id: botId,
    type,
    token,
    version,
    data,
    ...(guildId === undefined
      ? { user }
      : {
          guild_id: guildId,
          guild: { id: guildId, locale: guildLocale, features: [] },
          guild_locale: guildLocale,
          member: { ...member, permissions },
        }),
    locale,
    channel_id: channel.id,
    channel: { ...channel, permissions },
    app_permissions: String(state.permissions(botId, channel)),
    entitlements: [],
    authorizing_integration_owners: { [guildInstall]: guildId ?? '0' },
    context: isDirect(channel) ? context.botDm : context.guild,
    attachment_size_limit: attachmentSizeLimit,
    ...(message !== undefined && { message }),
  };
}
