import type { DirectChannel, GuildChannel, Thread, ThreadMember } from './channel.ts';
import type { Guild, Member, Role, User } from './model.ts';
import type { PresentedMessage } from './present.ts';

interface MessagePlace {
  readonly channel_id: string;
  readonly message_id: string;
  readonly guild_id?: string;
}

interface EmojiPlace extends MessagePlace {
  readonly emoji: { readonly id: null; readonly name: string };
}

interface ReactionPayload extends EmojiPlace {
  readonly user_id: string;
  readonly message_author_id?: string;
  readonly burst: false;
  readonly type: 0;
}

type PartialMember = Omit<Member, 'user'>;

/** A message as the bot sees it, where it is, and what its author and those whom it mentions are in the guild. */
type MessageEvent = PresentedMessage & {
  readonly guild_id?: string;
  readonly member?: PartialMember;
  readonly mentions: readonly (User & { readonly member?: PartialMember })[];
};

/** What is told of everything that happens. Names and payloads are those of Discord's gateway, where it has one. */
export interface Payloads {
  MESSAGE_CREATE: MessageEvent & { readonly nonce?: string | number };
  MESSAGE_UPDATE: MessageEvent;
  MESSAGE_DELETE: { readonly id: string; readonly channel_id: string; readonly guild_id?: string };
  MESSAGE_DELETE_BULK: { readonly ids: readonly string[]; readonly channel_id: string; readonly guild_id?: string };
  /** With the member who has reacted, in a guild: clients need not have met them. */
  MESSAGE_REACTION_ADD: ReactionPayload & { readonly member?: Member };
  MESSAGE_REACTION_REMOVE: ReactionPayload;
  MESSAGE_REACTION_REMOVE_ALL: MessagePlace;
  MESSAGE_REACTION_REMOVE_EMOJI: EmojiPlace;
  CHANNEL_CREATE: GuildChannel | DirectChannel;
  CHANNEL_UPDATE: GuildChannel;
  CHANNEL_DELETE: GuildChannel;
  CHANNEL_PINS_UPDATE: {
    readonly channel_id: string;
    readonly guild_id?: string;
    readonly last_pin_timestamp: string | null;
  };
  /** With `member` when the bot has just been let in. */
  THREAD_CREATE: Thread & { readonly newly_created?: true; readonly member?: ThreadMember };
  THREAD_UPDATE: Thread;
  THREAD_DELETE: Pick<Thread, 'id' | 'guild_id' | 'parent_id' | 'type'>;
  THREAD_MEMBERS_UPDATE: {
    readonly id: string;
    readonly guild_id: string;
    readonly member_count: number;
    readonly added_members?: readonly ThreadMember[];
    readonly removed_member_ids?: readonly string[];
  };
  /** The gateway adds what there is in the guild. */
  GUILD_CREATE: Pick<Guild, 'id'>;
  /** An outage when `unavailable`; without it the bot is no longer a member. */
  GUILD_DELETE: Pick<Guild, 'id'> & { readonly unavailable?: true };
  GUILD_ROLE_CREATE: { readonly guild_id: string; readonly role: Role };
  GUILD_ROLE_UPDATE: { readonly guild_id: string; readonly role: Role };
  GUILD_ROLE_DELETE: { readonly guild_id: string; readonly role_id: string };
  GUILD_MEMBER_UPDATE: Member & { readonly guild_id: string };
  WEBHOOKS_UPDATE: { readonly guild_id: string; readonly channel_id: string };
  INTERACTION_CREATE: { readonly id: string; readonly guild_id?: string };
  /** Not Discord's: only the page is told. */
  COMMANDS: null;
  PRESENCE: null;
}

export type EventName = keyof Payloads;

/** Something that happened. */
export type LocalEvent = {
  [T in EventName]: {
    readonly t: T;
    readonly d: Payloads[T];
    /** The one person who sees it; absent for what a whole channel sees. */
    readonly onlyFor?: string;
  };
}[EventName];

export interface Events {
  publish(event: LocalEvent): void;
  /** Tells of what `work` publishes after it is done, and of nothing when it fails. */
  after<T>(work: () => T): T;
  /** Returns the way to stop listening. */
  subscribe(listener: (event: LocalEvent) => void): () => void;
}

/** Tells everyone who listens, in the order in which things happened. */
export function createEvents(): Events {
  const listeners = new Set<(event: LocalEvent) => void>();
  let held: LocalEvent[] | undefined;
  function publish(event: LocalEvent): void {
    if (held !== undefined) held.push(event);
    else for (const listener of listeners) listener(event);
  }
  return {
    publish,
    after(work) {
      if (held !== undefined) return work();
      const waiting: LocalEvent[] = [];
      held = waiting;
      try {
        return work();
      } catch (error) {
        waiting.length = 0;
        throw error;
      } finally {
        held = undefined;
        for (const event of waiting) publish(event);
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The guild in which something happened; nothing for what happens outside of all guilds. */
export function guildOfEvent({ t, d }: LocalEvent): string | undefined {
  if (t === 'GUILD_CREATE' || t === 'GUILD_DELETE') return d.id;
  return d !== null && 'guild_id' in d ? d.guild_id : undefined;
}

/**
 * The channel whose viewers alone are told; nothing for what concerns a guild as a whole. Discord tells bots of every
 * channel in their guilds, also of those that they cannot look into, but only of the threads that they can see.
 */
export function channelOfEvent({ t, d }: LocalEvent): string | undefined {
  switch (t) {
    case 'MESSAGE_CREATE':
    case 'MESSAGE_UPDATE':
    case 'MESSAGE_DELETE':
    case 'MESSAGE_DELETE_BULK':
    case 'MESSAGE_REACTION_ADD':
    case 'MESSAGE_REACTION_REMOVE':
    case 'MESSAGE_REACTION_REMOVE_ALL':
    case 'MESSAGE_REACTION_REMOVE_EMOJI':
    case 'CHANNEL_PINS_UPDATE':
      return d.channel_id;
    case 'THREAD_CREATE':
    case 'THREAD_UPDATE':
    case 'THREAD_MEMBERS_UPDATE':
      return d.id;
    case 'THREAD_DELETE':
      // It is gone; who could look into its channel could see it, or knows only that it was there.
      return d.parent_id;
    default:
      return undefined;
  }
}
