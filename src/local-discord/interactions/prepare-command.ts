import { type Channel, guildOf, isDirect, isThread } from '../state/channel.ts';
import { type Command, optionType } from '../state/command.ts';
import { has, permission } from '../state/permissions.ts';
import { present } from '../state/present.ts';
import type { State } from '../state/state.ts';
import { checkCommandInput, commandInput, type GivenOption } from './command-input.ts';
import { commandsIn, mayUse, ownersOf } from './installation.ts';
import type { Asker, Invocation, Prepared, Refused } from './interaction.ts';
import { createResolver, type Resolved, withResolved } from './resolve.ts';

const commandType = { chatInput: 1, user: 2, message: 3 };

/** What goes with a command into an interaction: what was typed, or what it is used on. */
interface Used {
  readonly invocation: Invocation;
  readonly data: object;
  readonly resolved: Partial<Resolved>;
}

/** Checks a command that a person sends (2), or an option that they are typing (4). */
export function prepareCommand(state: State, asker: Asker, kind: 2 | 4, data: unknown): Prepared | Refused {
  const { user, channel } = asker;
  const input = commandInput.safeParse(data);
  if (!input.success) return { reason: 'This is not a command.' };
  const { id, name, type = commandType.chatInput, options = [], target_id = '' } = input.data;
  const command = commandsIn(state, guildOf(channel)).find(
    (one) => one.name === name && (id === undefined ? one.type === type : one.id === id),
  );
  if (command === undefined) return { reason: 'The bot has no such command.' };
  if (!mayUseIn(state, command, user.id, channel)) return { reason: 'You do not have permission to use this command.' };
  const hasOptions = command.type === commandType.chatInput;
  if (kind === 4 && !hasOptions) return { reason: 'The command has no options.' };
  const used = hasOptions
    ? withOptions(state, asker, command, options, kind === 4 ? 'autocomplete' : 'submit')
    : onTarget(state, asker, command, target_id);
  if ('reason' in used) return used;
  return {
    ...asker,
    kind,
    owners: ownersOf(state, command, user.id, channel),
    command: used.invocation,
    data: {
      id: command.id,
      name,
      type: command.type,
      ...used.data,
      ...withResolved(used.resolved),
      ...(command.guild_id !== undefined && { guild_id: command.guild_id }),
    },
  };
}

/** Permissions are a guild's: in a conversation there are none to ask for. */
function mayUseIn(state: State, command: Command, userId: string, channel: Channel): boolean {
  if (isDirect(channel)) return true;
  const held = state.permissions(userId, channel);
  // Discord's documentation, "User Commands": they need the right to send messages too.
  const sending = isThread(channel) ? permission.sendMessagesInThreads : permission.sendMessages;
  return mayUse(command, held) && (command.type !== commandType.user || has(held, sending));
}

function withOptions(
  state: State,
  { user, channel }: Asker,
  command: Command,
  given: readonly GivenOption[],
  mode: 'submit' | 'autocomplete',
): Used | Refused {
  const checked = checkCommandInput(command, given, mode, createResolver(state, user.id, channel));
  if (!checked.ok) return checked;
  const { options, resolved } = checked;
  return {
    invocation: { name: pathOf(command.name, options), type: command.type },
    data: options.length > 0 ? { options } : {},
    resolved,
  };
}

/** A command's name with its subcommands, as a message says it. */
function pathOf(name: string, [first]: readonly GivenOption[]): string {
  return first?.options === undefined ? name : `${name} ${pathOf(first.name, first.options)}`;
}

/** A user or message command, with the person or the message that it is used on. */
function onTarget(state: State, { user, channel }: Asker, { name, type }: Command, id: string): Used | Refused {
  const data = { target_id: id };
  if (type === commandType.user) {
    const resolved = createResolver(state, user.id, channel)(optionType.user, id);
    const targetUser = resolved?.users?.[id];
    if (resolved === undefined || targetUser === undefined) return { reason: 'There is no such person.' };
    return { invocation: { name, type, targetUser }, data, resolved };
  }
  const held = state.messages.find(channel.id, id);
  // As in Discord's clients, nothing can be done with a message that one person alone sees.
  if (held === undefined || held.onlyFor !== undefined) return { reason: 'There is no such message.' };
  const message = present(state, held.message, state.identity.botId);
  return { invocation: { name, type, targetMessageId: id }, data, resolved: { messages: { [id]: message } } };
}
