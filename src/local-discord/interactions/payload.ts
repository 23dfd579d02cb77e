import { guildOf } from '../state/channel.ts';
import { present } from '../state/present.ts';
import type { State } from '../state/state.ts';
import { appPermissions, contextOf } from './installation.ts';
import type { Interaction } from './interaction.ts';

/** The latest version of the interaction payload. */
const version = 1;
const attachmentSizeLimit = 10 * 1024 * 1024;
/** Guilds do not choose a language here. */
const guildLocale = 'en-US';

/** INTERACTION_CREATE as Discord sends it for something that a person did in a channel. */
export function interactionPayload(state: State, interaction: Interaction) {
  const { id, token, kind, user, channel, locale, owners, data, message } = interaction;
  const { botId } = state.identity;
  const permissions = String(state.permissions(user.id, channel));
  const guildId = guildOf(channel);
  const member = guildId === undefined ? undefined : state.guilds.member(guildId, user.id);
  return {
    id,
    application_id: botId,
    type: kind,
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
    app_permissions: String(appPermissions(state, user.id, channel)),
    entitlements: [],
    authorizing_integration_owners: owners,
    context: contextOf(channel),
    attachment_size_limit: attachmentSizeLimit,
    ...(message !== undefined && { message: present(state, message.message, botId) }),
  };
}
