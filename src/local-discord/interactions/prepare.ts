import { type Channel, guildOf } from '../state/channel.ts';
import type { Held } from '../state/message-log.ts';
import type { Command, User } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import { checkCommandInput, commandInput, type GivenOption } from './command-input.ts';
import { checkPress, componentInput } from './component-input.ts';
import { interactionPayload } from './payload.ts';
import { createResolver } from './resolve.ts';

/** What a person did: 2 sent a command, 3 used a component, 4 is typing an option. */
export interface Asking {
  readonly viewerId: string;
  readonly type: 2 | 3 | 4;
  readonly channelId: string;
  readonly messageId?: string;
  /** The person's language: one of Discord's locales. */
  readonly locale?: string;
  /** As a client would send it to Discord. */
  readonly data: unknown;
}

/** An interaction that may be sent. */
export interface Prepared {
  readonly kind: 2 | 3 | 4;
  readonly user: User;
  readonly channel: Channel;
  /** The command's name. */
  readonly command?: string;
  /** The message whose component was used. */
  readonly message?: Held;
  payload(id: string, token: string): { readonly id: string };
}

/** Checks that a person may do this, and could in Discord; `reason` is for that person. */
export function prepare(state: State, asking: Asking): Prepared | { readonly reason: string } {
  const user = state.user(asking.viewerId);
  const channel = state.channels.get(asking.channelId);
  if (user === undefined || user.bot) return { reason: 'There is no such person.' };
  if (channel === undefined || !has(state.permissions(user.id, channel), permission.viewChannel))
    return { reason: 'There is no such channel.' };
  const guildId = guildOf(channel);
  if (guildId !== undefined && state.guilds.member(guildId, state.identity.botId) === undefined)
    return { reason: 'The bot is not in this server.' };
  return asking.type === 3 ? preparePress(state, asking, user, channel) : prepareCommand(state, asking, user, channel);
}

/** The commands that can be used in a guild, or in a conversation with the bot. */
export function commandsIn(state: State, guildId: string | undefined): readonly Command[] {
  const everywhere = state.commands.list();
  if (guildId !== undefined)
    return [...state.commands.list(guildId), ...everywhere.filter(({ contexts }) => contexts?.includes(0) ?? true)];
  return everywhere.filter(({ contexts }) => contexts?.includes(1) ?? true);
}

/** Whether someone with these permissions may use a command at all. */
export function mayUse({ default_member_permissions: wanted }: Command, held: bigint): boolean {
  if (!has(held, permission.useApplicationCommands)) return false;
  // No bits at all stands for administrators only.
  return wanted === null || has(held, BigInt(wanted) === 0n ? permission.administrator : BigInt(wanted));
}

function prepareCommand(state: State, asking: Asking, user: User, channel: Channel): Prepared | { reason: string } {
  const input = commandInput.safeParse(asking.data);
  if (!input.success) return { reason: 'This is not a command.' };
  const { id, name, options = [] } = input.data;
  const { locale = 'en-US' } = asking;
  const command = commandsIn(state, guildOf(channel)).find(
    (one) => one.type === 1 && (id === undefined ? one.name === name : one.id === id),
  );
  if (command === undefined || command.name !== name) return { reason: 'The bot has no such command.' };
  if (!mayUse(command, state.permissions(user.id, channel)))
    return { reason: 'You do not have permission to use this command.' };

  const mode = asking.type === 4 ? 'autocomplete' : 'submit';
  const checked = checkCommandInput(command, options, mode, createResolver(state, user.id, channel));
  if (!checked.ok) return checked;
  const data = {
    id: command.id,
    name,
    type: command.type,
    options: checked.options,
    ...(Object.keys(checked.resolved).length > 0 && { resolved: checked.resolved }),
    ...(command.guild_id !== undefined && { guild_id: command.guild_id }),
  };
  return {
    kind: asking.type,
    user,
    channel,
    command: pathOf(name, checked.options),
    payload: (interactionId, token) =>
      interactionPayload(state, { id: interactionId, token, type: asking.type, user, channel, locale, data }),
  };
}

/** A command's name with its subcommands, as a message says it. */
function pathOf(name: string, [first]: readonly GivenOption[]): string {
  return first?.options === undefined ? name : `${name} ${pathOf(first.name, first.options)}`;
}

function preparePress(state: State, asking: Asking, user: User, channel: Channel): Prepared | { reason: string } {
  const input = componentInput.safeParse(asking.data);
  const held = state.messages.find(channel.id, asking.messageId ?? '');
  if (held === undefined || (held.onlyFor ?? user.id) !== user.id) return { reason: 'There is no such message.' };
  if (!input.success) return { reason: 'This is not a component.' };
  const { locale = 'en-US' } = asking;
  const pressed = checkPress(held.message, input.data, createResolver(state, user.id, channel));
  if (!pressed.ok) return pressed;
  return {
    kind: 3,
    user,
    channel,
    message: held,
    payload: (id, token) =>
      interactionPayload(state, {
        id,
        token,
        type: 3,
        user,
        channel,
        locale,
        data: pressed.data,
        message: held.message,
      }),
  };
}
