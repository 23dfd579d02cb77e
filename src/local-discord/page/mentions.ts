import { type Channel, guildOf } from '../state/channel.ts';
import type { Draft } from '../state/draft.ts';
import type { Member, Message, User } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';

interface Said {
  readonly text: string;
  readonly channel: Channel;
  /** What whoever says it may do in the channel. */
  readonly held: bigint;
  readonly repliedTo?: User;
}

/** Whom a person notifies with a text: roles that are not for everybody, and everyone, only with the right to. */
export function mentionsIn(
  state: State,
  { text, channel, held, repliedTo }: Said,
): Pick<Draft, 'mentions' | 'mention_roles' | 'mention_everyone'> {
  const mayMentionEveryone = has(held, permission.mentionEveryone);
  const named = [...text.matchAll(/<@!?(\d{1,20})>/g)].map(([, id = '']) => id);
  const users = new Set(repliedTo === undefined ? named : [...named, repliedTo.id]);
  const roles = new Set([...text.matchAll(/<@&(\d{1,20})>/g)].map(([, id = '']) => id));
  return {
    mentions: [...users].flatMap((id) => state.user(id) ?? []),
    mention_roles: state.guilds
      .roles(guildOf(channel) ?? '')
      .filter(({ id, mentionable }) => roles.has(id) && (mentionable || mayMentionEveryone))
      .map(({ id }) => id),
    mention_everyone: /@(everyone|here)\b/.test(text) && mayMentionEveryone,
  };
}

/** Whether a message notifies someone: by name, by a role, or with everyone. */
export function mentionsSomeone(message: Message, userId: string, member: Member | undefined): boolean {
  const { mentions, mention_roles, mention_everyone } = message;
  return (
    mention_everyone ||
    mentions.some(({ id }) => id === userId) ||
    mention_roles.some((id) => member?.roles.includes(id) === true)
  );
}
