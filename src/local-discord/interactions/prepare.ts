import { localeOf } from '../page/client/locales.ts';
import { type Channel, channelType, guildOf, isForum } from '../state/channel.ts';
import type { InstallationOwners } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import { checkPress, componentInput } from './component-input.ts';
import { hasBot, ownersOfPost } from './installation.ts';
import type { Asker, InteractionKind, Prepared, Refused } from './interaction.ts';
import { checkSubmission, modalInput } from './modal-input.ts';
import type { Modals } from './modals.ts';
import { prepareCommand } from './prepare-command.ts';
import { createResolver } from './resolve.ts';

/** What a person did. */
export interface Asking {
  readonly viewerId: string;
  readonly type: InteractionKind;
  readonly channelId: string;
  readonly messageId?: string;
  readonly locale?: string;
  /** As a client would send it to Discord. */
  readonly data: unknown;
}

/** Checks that a person may do this, and could in Discord. */
export function prepare(state: State, modals: Modals, asking: Asking): Prepared | Refused {
  const user = state.user(asking.viewerId);
  const channel = state.channels.get(asking.channelId);
  if (user === undefined || user.bot) return { reason: 'There is no such person.' };
  if (channel === undefined || !has(state.permissions(user.id, channel), permission.viewChannel))
    return { reason: 'There is no such channel.' };
  if (isForum(channel) || channel.type === channelType.category) return { reason: 'There are no messages here.' };
  const asker = { user, channel, locale: localeOf(asking.locale) };
  switch (asking.type) {
    case 2:
    case 4:
      return prepareCommand(state, asker, asking.type, asking.data);
    case 3:
      return preparePress(state, asker, asking.messageId ?? '', asking.data);
    case 5:
      return prepareSubmission(state, modals, asker, asking.data);
  }
}

function preparePress(state: State, asker: Asker, messageId: string, data: unknown): Prepared | Refused {
  const { user, channel } = asker;
  const held = state.messages.find(channel.id, messageId);
  if (held === undefined || (held.onlyFor ?? user.id) !== user.id) return { reason: 'There is no such message.' };
  const input = componentInput.safeParse(data);
  if (!input.success) return { reason: 'This is not a component.' };
  // Who has the application is told by the message: others may use what it offers.
  const owners = held.message.interaction_metadata?.authorizing_integration_owners ?? ownersOfPost(channel);
  if (!isReachable(state, channel, owners)) return { reason: 'The bot is not in this server.' };
  const pressed = checkPress(held.message, input.data, createResolver(state, user.id, channel));
  return 'reason' in pressed ? pressed : { ...asker, kind: 3, owners, message: held, data: pressed.data };
}

function prepareSubmission(state: State, modals: Modals, asker: Asker, data: unknown): Prepared | Refused {
  const { user, channel } = asker;
  const input = modalInput.safeParse(data);
  if (!input.success) return { reason: 'This is not a form.' };
  const modal = modals.find(input.data.id, user.id);
  if (modal === undefined || modal.openedBy.channel.id !== channel.id) return { reason: 'This form has expired.' };
  const { owners, message } = modal.openedBy;
  if (!isReachable(state, channel, owners)) return { reason: 'The bot is not in this server.' };
  const filled = checkSubmission(modal, input.data, createResolver(state, user.id, channel));
  if ('reason' in filled) return filled;
  const latest = message && (state.messages.find(channel.id, message.message.id) ?? message);
  return { ...asker, kind: 5, owners, modal, data: filled.data, ...(latest && { message: latest }) };
}

/** Whether the application is asked at all: as a guild's, or as that of someone who has installed it. */
function isReachable(state: State, channel: Channel, owners: InstallationOwners): boolean {
  const guildId = guildOf(channel);
  return guildId === undefined || hasBot(state, guildId) || owners['1'] !== undefined;
}
