import { guildOfEvent, type LocalEvent, type Payloads } from '../state/events.ts';
import { withoutContent } from '../state/message-content.ts';
import type { State } from '../state/state.ts';
import { hearsOf, intent } from './intents.ts';
import { guildCreatePayload } from './payloads.ts';
import type { Session } from './session.ts';

type Hearer = Pick<Session, 'intents' | 'largeThreshold'>;

/**
 * The JSON of an event for each session, as its intents have it; nothing for one that does not hear of it. What is the
 * same for several is written once.
 */
export function tellingOf(state: State, event: LocalEvent): (hearer: Hearer) => string | undefined {
  const { botId } = state.identity;
  const written = new Map<string, string>();
  function once(variant: string, payload: () => unknown): string {
    const text = written.get(variant) ?? JSON.stringify(payload());
    written.set(variant, text);
    return text;
  }

  return (hearer) => {
    if (!hearsOf(hearer.intents, event, botId)) return undefined;
    const has = (bit: number): boolean => (hearer.intents & bit) !== 0;
    switch (event.t) {
      case 'MESSAGE_CREATE':
      case 'MESSAGE_UPDATE': {
        const { d } = event;
        const open = guildOfEvent(event) === undefined || has(intent.messageContent);
        return open ? once('whole', () => d) : once('without content', () => withoutContent(d, botId));
      }
      case 'GUILD_CREATE': {
        const members = `${has(intent.guildPresences)} ${hearer.largeThreshold}`;
        return once(members, () => guildCreatePayload(state, event.d.id, hearer));
      }
      case 'THREAD_MEMBERS_UPDATE': {
        const { d } = event;
        if (has(intent.guildMembers)) return once('all', () => withMembers(state, d));
        const own = ofBot(d, botId);
        return own && once('own', () => withMembers(state, own));
      }
      default:
        return once('same', () => event.d);
    }
  };
}

type MembersUpdate = Payloads['THREAD_MEMBERS_UPDATE'];

/** What became of the bot itself, if anything did. */
function ofBot({ added_members, removed_member_ids, ...thread }: MembersUpdate, botId: string) {
  const added = added_members?.filter(({ user_id }) => user_id === botId) ?? [];
  const removed = removed_member_ids?.filter((id) => id === botId) ?? [];
  if (added.length + removed.length === 0) return undefined;
  return {
    ...thread,
    ...(added.length > 0 && { added_members: added }),
    ...(removed.length > 0 && { removed_member_ids: removed }),
  };
}

/** Here alone, who came into a thread is described. */
function withMembers(state: State, update: MembersUpdate) {
  const { added_members: added, guild_id } = update;
  if (added === undefined) return update;
  return {
    ...update,
    added_members: added.map((one) => ({
      ...one,
      member: state.guilds.member(guild_id, one.user_id) ?? null,
      presence: null,
    })),
  };
}
