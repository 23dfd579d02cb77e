import type { Interactions } from '../../interactions/interactions.ts';
import { isDirect, isThread } from '../../state/channel.ts';
import { messageFlags } from '../../state/model.ts';
import type { State } from '../../state/state.ts';
import type { Lookups } from './limiter.ts';

/** Answers what limits must know from a Discord's state. */
export function lookupsIn(state: State, interactions: Interactions): Lookups {
  return {
    isApplication: (id) => id === state.identity.botId,
    channelText(id, field) {
      const channel = state.channels.get(id);
      if (channel === undefined || isDirect(channel)) return null;
      if (field === 'name') return channel.name;
      return isThread(channel) ? null : channel.topic;
    },
    isCrossposted(channelId, messageId) {
      const flags = state.messages.find(channelId, messageId)?.message.flags ?? 0;
      return (flags & messageFlags.crossposted) !== 0;
    },
    webhookChannel(id, token) {
      const webhook = state.webhooks.get(id);
      if (webhook !== undefined) return webhook.channel_id;
      const interaction = interactions.answered(token);
      return typeof interaction === 'string' ? undefined : interaction.channel.id;
    },
  };
}
