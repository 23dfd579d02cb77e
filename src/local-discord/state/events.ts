import type { Channel, Member, Message, Role } from './model.ts';

/** Something that happened. Names and payloads are those of Discord's gateway, where it has one. */
export type LocalEvent =
  | {
      readonly t: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE';
      readonly d: Message & { readonly guild_id: string; readonly nonce?: string | number };
      /** The one person who sees it; absent for messages that a channel has. */
      readonly onlyFor?: string;
    }
  | {
      readonly t: 'MESSAGE_DELETE';
      readonly d: { readonly id: string; readonly channel_id: string; readonly guild_id: string };
      readonly onlyFor?: string;
    }
  | { readonly t: 'CHANNEL_UPDATE' | 'CHANNEL_DELETE'; readonly d: Channel }
  | { readonly t: 'GUILD_ROLE_UPDATE'; readonly d: { readonly guild_id: string; readonly role: Role } }
  | { readonly t: 'GUILD_MEMBER_UPDATE'; readonly d: Member & { readonly guild_id: string } }
  | { readonly t: 'INTERACTION_CREATE'; readonly d: { readonly id: string } }
  /** Not Discord's: only the page is told. */
  | { readonly t: 'COMMANDS' | 'PRESENCE'; readonly d: null };

export interface Events {
  publish(event: LocalEvent): void;
  /** Returns the way to stop listening. */
  subscribe(listener: (event: LocalEvent) => void): () => void;
}

/** Tells everyone who listens, in the order in which things happened. */
export function createEvents(): Events {
  const listeners = new Set<(event: LocalEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
