/**
 * What the page and its server say to each other. Payloads are Discord's own (API v10) wherever Discord has one, so
 * that the page shows what a client would get. All paths are below `/local`.
 */

/** `GET /local/state?viewer=ID`: everything but messages. `viewer` defaults to the server's owner. */
export interface PageState {
  readonly viewer: PageUser;
  /** The people one can be. */
  readonly people: readonly PageUser[];
  readonly bot: PageUser & { readonly online: boolean };
  readonly guilds: readonly PageGuild[];
  /** The bot's registered commands, as `GET /applications/:id/commands` returns them, that the viewer may use. */
  readonly commands: readonly PageCommand[];
}

export interface PageUser {
  readonly id: string;
  readonly username: string;
  readonly avatarUrl: string;
  readonly bot: boolean;
}

export interface PageGuild {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly PageChannel[];
  readonly roles: readonly { readonly id: string; readonly name: string; readonly color: number }[];
  readonly members: readonly PageUser[];
}

export interface PageChannel {
  readonly id: string;
  readonly name: string;
  /** Discord's channel type: 0 text, 4 category, 5 announcement. */
  readonly type: number;
  readonly topic: string | null;
  readonly parent_id: string | null;
  readonly position: number;
}

export interface PageCommandOption {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly options?: readonly PageCommandOption[];
  readonly channel_types?: readonly number[];
  readonly min_value?: number;
  readonly max_value?: number;
  readonly min_length?: number;
  readonly max_length?: number;
}

export interface PageCommand {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly options?: readonly PageCommandOption[];
}

/** `POST /local/interactions`, JSON. `data` is what a client would send to Discord for the interaction type. */
export interface PageInteraction {
  readonly viewer?: string;
  /** 2 command, 3 component, 4 autocomplete. */
  readonly type: 2 | 3 | 4;
  readonly channel_id: string;
  /** The message whose component was used, for type 3. */
  readonly message_id?: string;
  /** Type 2 and 4: `{id, name, options}`. Type 3: `{custom_id, component_type, values?}`. */
  readonly data: unknown;
}

/** What became of an interaction. The message itself comes over `/local/events`. */
export type PageInteractionResult =
  | { readonly result: 'answered'; readonly message_id?: string }
  | {
      readonly result: 'choices';
      readonly choices: readonly { readonly name: string; readonly value: string | number }[];
    }
  /** As in Discord: the bot is offline, or did not answer within three seconds, or the input is not allowed. */
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

/** `GET /local/channels/:id/messages?viewer=ID`: the latest 100 that the viewer can see, oldest first. */
export interface PageMessage {
  readonly id: string;
  readonly channel_id: string;
  readonly author: { readonly id: string; readonly username: string; readonly bot?: boolean };
  readonly content: string;
  readonly timestamp: string;
  readonly edited_timestamp: string | null;
  readonly flags: number;
  readonly embeds: readonly PageEmbed[];
  readonly components: readonly PageRow[];
  /** Present on answers to interactions. */
  readonly interaction_metadata?: {
    readonly user: { readonly id: string; readonly username: string };
    readonly name?: string;
  };
}

export interface PageEmbed {
  readonly title?: string;
  readonly description?: string;
  readonly url?: string;
  readonly timestamp?: string;
  readonly color?: number;
  readonly author?: { readonly name: string; readonly url?: string; readonly icon_url?: string };
  readonly footer?: { readonly text: string; readonly icon_url?: string };
  readonly image?: { readonly url: string };
  readonly thumbnail?: { readonly url: string };
  readonly fields?: readonly { readonly name: string; readonly value: string; readonly inline?: boolean }[];
}

export interface PageRow {
  readonly type: 1;
  readonly components: readonly PageComponent[];
}

export interface PageComponent {
  /** 2 button, 3 string select. */
  readonly type: number;
  readonly style?: number;
  readonly label?: string;
  readonly emoji?: { readonly name?: string };
  readonly custom_id?: string;
  readonly url?: string;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly options?: readonly { readonly label: string; readonly value: string; readonly description?: string }[];
}

/**
 * `GET /local/media?url=URL`: the picture at an address, if this machine has it, else a drawn placeholder that names the
 * domain. Nothing is ever fetched from elsewhere.
 */
