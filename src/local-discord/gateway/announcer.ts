import { setImmediate } from 'node:timers/promises';
import type { GatewayFaults } from '../faults/gateway-faults.ts';
import { channelType } from '../state/channel.ts';
import { guildOfEvent, type LocalEvent } from '../state/events.ts';
import type { State } from '../state/state.ts';
import { canSee } from '../state/visibility.ts';
import { createAccessWatch } from './access-watch.ts';
import { type GatewayEventName, intent } from './intents.ts';
import { guildCreatePayload, threadListSyncPayload } from './payloads.ts';
import { hasGuild, type Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { tellingOf } from './telling.ts';

/** Tells sessions what there is, and what happens from then on. */
export interface Announcer {
  /** Describes to a new session the guilds that READY has named to it, a few at a time. */
  introduce(session: Session, guildIds: readonly string[]): Promise<void>;
  close(): void;
}

/** How many guilds are described before anything else has its turn: a big one takes about a millisecond. */
const guildsAtOnce = 10;

export function createAnnouncer(state: State, sessions: Sessions, faults: GatewayFaults): Announcer {
  const { botId } = state.identity;
  const watch = createAccessWatch(state);

  /** @param telling what a session is told, as JSON; nothing when it is not */
  function tell(
    t: GatewayEventName,
    guildId: string | undefined,
    telling: (session: Session) => string | undefined,
  ): void {
    sessions.forgetLost();
    const told = sessions.all().flatMap((session) => {
      const awaits = guildId !== undefined && t !== 'INTERACTION_CREATE' && session.awaited.has(guildId);
      const json = awaits || !hasGuild(session.shard, guildId) ? undefined : telling(session);
      return json === undefined ? [] : [{ session, json }];
    });
    if (told.length === 0) return;
    faults.onEvent(t, {
      sent() {
        for (const { session, json } of told) session.dispatch(t, json);
      },
      lost() {
        for (const { session } of told) session.lose();
      },
    });
  }

  /** Whether bots hear of it at all. */
  function isHeard(event: LocalEvent, guildId: string | undefined): boolean {
    if (event.t === 'GUILD_DELETE' && event.d.unavailable === true)
      return state.guilds.member(event.d.id, botId) !== undefined;
    // During an outage nothing is heard of a guild, but that it is out or that the bot is no longer in it.
    const isOut = guildId !== undefined && state.guilds.isOut(guildId) && event.t !== 'GUILD_DELETE';
    return !isOut && canSee(state, botId, event);
  }

  function announce(event: LocalEvent): void {
    const guildId = guildOfEvent(event);
    const gained = watch.gained(event);
    if (!isHeard(event, guildId)) return;
    if (event.t === 'GUILD_CREATE') watch.begin(event.d.id);
    for (const one of [...invitation(event), event]) tell(one.t, guildId, tellingOf(state, one));
    if (guildId === undefined || gained.length === 0) return;
    const sync = JSON.stringify(threadListSyncPayload(state, guildId, gained));
    tell('THREAD_LIST_SYNC', guildId, ({ intents }) => ((intents & intent.guilds) === 0 ? undefined : sync));
  }

  /** Who is let into a private thread is first told of it. Discord's documentation, "Gaining Access to Private Threads". */
  function invitation(event: LocalEvent): LocalEvent[] {
    if (event.t !== 'THREAD_MEMBERS_UPDATE') return [];
    const member = event.d.added_members?.find(({ user_id }) => user_id === botId);
    const thread = state.channels.thread(event.d.id);
    const isNews = thread?.type === channelType.privateThread && thread.owner_id !== botId;
    return isNews && member !== undefined ? [{ t: 'THREAD_CREATE', d: { ...thread, member } }] : [];
  }

  function describe(session: Session, id: string): void {
    if (state.guilds.member(id, botId) === undefined) session.dispatch('GUILD_DELETE', JSON.stringify({ id }));
    else if (state.guilds.isOut(id)) session.dispatch('GUILD_DELETE', JSON.stringify({ id, unavailable: true }));
    else {
      watch.begin(id);
      session.dispatch('GUILD_CREATE', JSON.stringify(guildCreatePayload(state, id, session)));
    }
  }

  const unsubscribe = state.events.subscribe(announce);
  return {
    async introduce(session, guildIds) {
      if ((session.intents & intent.guilds) === 0) return;
      for (const id of guildIds) session.awaited.add(id);
      for (const [place, id] of guildIds.entries()) {
        if (place > 0 && place % guildsAtOnce === 0) await setImmediate();
        if (!sessions.has(session)) return;
        session.awaited.delete(id);
        describe(session, id);
      }
    },
    close: unsubscribe,
  };
}
