import { channelFlags, type ForumTag, type GuildChannel, type Thread } from '../state/channel.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import type { TagForm } from './form/place-shapes.ts';
import { Refusal } from './refusal.ts';

/** Discord's limit for a forum. */
const maxTags = 20;

/** The tags that a form gives a forum; those that it has already keep their ids. */
export function tagsOf(state: State, forms: readonly TagForm[], before: readonly ForumTag[]): ForumTag[] {
  if (forms.length > maxTags) throw new Refusal(30048);
  const names = forms.map(({ name }) => name.trim().toLowerCase());
  if (new Set(names).size < names.length) throw new Refusal(40061);
  const known = new Set(before.map(({ id }) => id));
  return forms.map(({ id, name, moderated, emoji_id, emoji_name }) => ({
    id: typeof id === 'string' && known.has(id) ? id : state.ids.next(),
    name: name.trim(),
    moderated: moderated ?? false,
    emoji_id: emoji_id ?? null,
    emoji_name: emoji_name ?? null,
  }));
}

/**
 * The tags of a post in a forum, if whoever has these rights may choose them.
 *
 * @param before those that it has already; nothing for a new post
 */
export function chosenTags(
  forum: GuildChannel,
  chosen: readonly string[],
  held: bigint,
  before: NonNullable<Thread['applied_tags']> = [],
): string[] {
  const tags = forum.available_tags ?? [];
  const ids = [...new Set(chosen)];
  if (!ids.every((id) => tags.some((tag) => tag.id === id))) throw new Refusal(10087);
  const mayModerate = has(held, permission.manageThreads);
  const changed = tags.filter(({ id }) => ids.includes(id) !== before.includes(id));
  if (!mayModerate && changed.some(({ moderated }) => moderated)) throw new Refusal(50013);
  if ((forum.flags & channelFlags.requireTag) !== 0 && ids.length === 0)
    throw new Refusal(mayModerate || tags.some(({ moderated }) => !moderated) ? 40067 : 40066);
  return ids;
}
