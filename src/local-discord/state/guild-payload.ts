import type { State } from './state.ts';

/** The guild as REST answers with it: what nobody can set here is as it is in a new guild. */
export function guildPayload(state: State, guildId: string) {
  return {
    ...state.guilds.get(guildId),
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    afk_channel_id: null,
    afk_timeout: 300,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    vanity_url_code: null,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US',
    features: [],
    roles: state.guilds.roles(guildId),
    emojis: [],
    stickers: [],
  };
}
