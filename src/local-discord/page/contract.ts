/**
 * What the page and its server say to each other. Payloads are Discord's own (API v10) wherever Discord has one, so
 * that the page shows what a client would get. All paths are below `/local`.
 */

import type { PageComponent, PageMessage } from './message-contract.ts';

/** `GET /local/state?viewer=ID`: everything but messages. `viewer` defaults to the first server's owner. */
export interface PageState {
  readonly viewer: PageUser;
  /** The people one can be. */
  readonly people: readonly PageUser[];
  readonly bot: PageUser & { readonly online: boolean };
  /** The servers that the viewer is a member of. */
  readonly guilds: readonly PageGuild[];
  /** The viewer's conversations with the bot, latest first. */
  readonly direct: readonly PageChannel[];
  /** The bot's commands that the viewer may use in a conversation with it. */
  readonly directCommands: readonly PageCommand[];
}

/** What a person is in a server: `manager` is whoever may change its settings. */
export type PageStanding = 'owner' | 'manager' | 'member' | 'stranger';

export interface PageUser {
  readonly id: string;
  readonly username: string;
  readonly avatarUrl: string;
  readonly bot: boolean;
}

export interface PageGuild {
  readonly id: string;
  readonly name: string;
  /** Those that the viewer sees, threads and forum posts among them. */
  readonly channels: readonly PageChannel[];
  readonly roles: readonly { readonly id: string; readonly name: string; readonly color: number }[];
  readonly members: readonly PageUser[];
  /** What the people whom one can be are here, by their ids. */
  readonly standings: Readonly<Record<string, PageStanding>>;
  /** The bot's registered commands, as `GET /applications/:id/commands` returns them, that the viewer may use here. */
  readonly commands: readonly PageCommand[];
  /** Whether the bot is a member; without it, only the commands are left that people have installed for themselves. */
  readonly hasBot: boolean;
}

export interface PageChannel {
  readonly id: string;
  /** The person's or bot's name for a conversation. */
  readonly name: string;
  /** Discord's channel type: 0 text, 1 conversation, 4 category, 5 announcement, 10 to 12 thread, 15 forum, 16 media. */
  readonly type: number;
  readonly topic: string | null;
  /** The category, or the channel that a thread or post is in. */
  readonly parent_id: string | null;
  readonly position: number;
  /** Whether the viewer may write here. */
  readonly writable: boolean;
  /** Whether the viewer may delete what others have written here. */
  readonly moderated: boolean;
  /** Whether the viewer may pin messages here. */
  readonly pinnable: boolean;
  /** Of a forum or media channel. */
  readonly available_tags?: readonly PageTag[];
  readonly thread?: PageThread;
}

export interface PageTag {
  readonly id: string;
  readonly name: string;
  readonly emoji_name: string | null;
}

export interface PageThread {
  readonly archived: boolean;
  readonly locked: boolean;
  readonly pinned: boolean;
  readonly message_count: number;
  readonly created_timestamp: string;
  readonly last_message_id: string | null;
  readonly applied_tags: readonly string[];
}

/** `GET /local/channels/:id/posts?viewer=ID`: the posts of a forum or media channel, pinned ones first, then latest first. */
export interface PagePost {
  readonly channel: PageChannel;
  /** The message that the post began with, unless it was deleted. */
  readonly first: PageMessage | null;
}

export interface PageCommandOption {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly name_localizations?: Readonly<Record<string, string>> | null;
  readonly description_localizations?: Readonly<Record<string, string>> | null;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly {
    readonly name: string;
    readonly name_localizations?: Readonly<Record<string, string>> | null;
    readonly value: string | number;
  }[];
  readonly options?: readonly PageCommandOption[];
  readonly channel_types?: readonly number[];
  readonly min_value?: number;
  readonly max_value?: number;
  readonly min_length?: number;
  readonly max_length?: number;
}

export interface PageCommand {
  readonly id: string;
  /** 1 chat input, 2 user, 3 message. */
  readonly type: number;
  readonly name: string;
  readonly description: string;
  /** By Discord's locale, such as `de` or `pt-BR`; the page shows the person's language where there is one. */
  readonly name_localizations?: Readonly<Record<string, string>> | null;
  readonly description_localizations?: Readonly<Record<string, string>> | null;
  readonly options?: readonly PageCommandOption[];
}

/** `POST /local/interactions`, JSON. `data` is what a client would send to Discord for the interaction type. */
export interface PageInteraction {
  readonly viewer?: string;
  /** The person's language, one of Discord's locales; `en-US` when absent. */
  readonly locale?: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  readonly type: 2 | 3 | 4 | 5;
  readonly channel_id: string;
  /** The message whose component was used, for type 3. */
  readonly message_id?: string;
  /**
   * Type 2 and 4: `{id, name, type?, options?, target_id?}`. Type 3: `{custom_id, component_type, values?}`.
   * Type 5: `{id, custom_id, components}` with the id of the {@link PageModal}; components are labels (18) or rows (1) around
   * `{type, custom_id, value}` or `{type, custom_id, values}`.
   */
  readonly data: unknown;
}

/** A form that the bot asks a person to fill in. */
export interface PageModal {
  readonly id: string;
  readonly custom_id: string;
  readonly title: string;
  /** Labels (18) with a field or menu, text displays (10), or rows (1) with a text input. */
  readonly components: readonly PageComponent[];
}

/** What became of an interaction. The message itself comes over `/local/events`. */
export type PageInteractionResult =
  | { readonly result: 'answered'; readonly message_id?: string }
  | {
      readonly result: 'choices';
      readonly choices: readonly { readonly name: string; readonly value: string | number }[];
    }
  | { readonly result: 'modal'; readonly modal: PageModal }
  /** As in Discord: the bot is offline, or did not answer within three seconds, or the input is not allowed. */
  | { readonly result: 'failed'; readonly reason: string };

/** `POST /local/messages`, JSON: a person writes. Answers {@link PageDone}. */
export interface PageWriting {
  readonly viewer?: string;
  readonly channel_id: string;
  readonly content: string;
  /** The message that this one replies to. */
  readonly reply_to?: string;
}

/** `POST /local/messages/delete`, JSON: a person deletes a message. Answers {@link PageDone}. */
export interface PagePointing {
  readonly viewer?: string;
  readonly channel_id: string;
  readonly message_id: string;
}

/** `POST /local/messages/edit`, JSON: a person rewrites their own message. Answers {@link PageDone}. */
export interface PageEditing extends PagePointing {
  readonly content: string;
}

/** `POST /local/messages/pin`, JSON: a person pins a message, or takes the pin off. Answers {@link PageDone}. */
export interface PagePinning extends PagePointing {
  readonly on: boolean;
}

/** `POST /local/reactions`, JSON: a person puts a reaction to a message, or takes it back. Answers {@link PageDone}. */
export interface PageReacting extends PagePinning {
  /** A Unicode emoji. */
  readonly emoji: string;
}

/** `POST /local/direct`, JSON `{viewer?}`: opens the person's conversation with the bot. Answers {@link PageDone}. */
export type PageDone =
  | { readonly result: 'done'; readonly id: string }
  | { readonly result: 'failed'; readonly reason: string };

/**
 * `GET /local/events?viewer=ID`: server-sent events, each `data:` one of these. `MESSAGE_*` carry Discord's payloads;
 * an ephemeral message (flags & 64) goes only to the person it is for.
 */
export type PageEvent =
  | { readonly t: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE'; readonly d: PageMessage }
  | { readonly t: 'MESSAGE_DELETE'; readonly d: { readonly id: string; readonly channel_id: string } }
  /** Commands, channels, people or the bot's presence changed: fetch `/local/state` again. */
  | { readonly t: 'STATE'; readonly d: null };

/**
 * `GET /local/media?url=URL&width=W&height=H`: the picture at an address, or the attachment, if this machine has it, else a
 * drawn placeholder that names the domain and the size. `width` and `height`, in CSS pixels, are the room that it is shown
 * in where that is smaller than the picture; both or neither. Nothing is ever fetched from elsewhere.
 */
