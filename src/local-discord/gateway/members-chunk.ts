import { isNamed } from '../state/member-name.ts';
import type { Member } from '../state/model.ts';
import type { State } from '../state/state.ts';
import { intent } from './intents.ts';
import type { MembersRequest } from './protocol.ts';
import type { Session } from './session.ts';

/** Discord's documentation, "Request Guild Members" and "Guild Members Chunk". */
const chunkSize = 1000;
const mostFound = 100;
const maxNonceBytes = 32;

/**
 * What a client gets that asks for members of a guild: all of them in chunks, those whose name begins so, or those with
 * these ids. Nothing for a guild that it cannot see, and for all members without the intent for them.
 */
export function membersChunks(state: State, { intents }: Pick<Session, 'intents'>, asked: MembersRequest) {
  const { guild_id, query, limit, user_ids, presences = false, nonce } = asked;
  const { guilds, identity } = state;
  if (guilds.isOut(guild_id) || guilds.member(guild_id, identity.botId) === undefined) return [];
  const wantsAll = user_ids === undefined && query === '';
  if (wantsAll && (intents & intent.guildMembers) === 0) return [];
  if (user_ids === undefined && (query === undefined || limit === undefined)) return [];

  const found = user_ids === undefined ? named(guilds.members(guild_id), query ?? '', limit ?? 0) : undefined;
  const wanted = user_ids?.slice(0, mostFound) ?? [];
  const members = found ?? wanted.flatMap((id) => guilds.member(guild_id, id) ?? []);
  const not_found = wanted.filter((id) => guilds.member(guild_id, id) === undefined);
  const chunk_count = Math.max(1, Math.ceil(members.length / chunkSize));
  return Array.from({ length: chunk_count }, (_, chunk_index) => ({
    guild_id,
    members: members.slice(chunk_index * chunkSize, (chunk_index + 1) * chunkSize),
    chunk_index,
    chunk_count,
    ...(not_found.length > 0 && { not_found }),
    ...(presences && (intents & intent.guildPresences) !== 0 && { presences: [] }),
    ...(nonce !== undefined && Buffer.byteLength(nonce) <= maxNonceBytes && { nonce }),
  }));
}

function named(members: readonly Member[], query: string, limit: number): readonly Member[] {
  if (query === '') return limit === 0 ? members : members.slice(0, limit);
  return members
    .filter((member) => isNamed(member, query))
    .slice(0, limit === 0 ? mostFound : Math.min(limit, mostFound));
}
