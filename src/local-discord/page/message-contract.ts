/** `GET /local/channels/:id/messages?viewer=ID`: the latest 100 that the viewer can see, oldest first. */
export interface PageMessage {
  readonly id: string;
  readonly channel_id: string;
  /** 0 plain, 6 "pinned a message", 18 "started a thread", 19 reply, 20 answer to a slash command, 23 to a context menu. */
  readonly type: number;
  readonly author: {
    readonly id: string;
    readonly username: string;
    readonly bot?: boolean;
    readonly avatarUrl: string;
  };
  readonly content: string;
  readonly timestamp: string;
  readonly edited_timestamp: string | null;
  readonly flags: number;
  readonly pinned: boolean;
  /** Whether it notifies the viewer: by name, by a role, or with everyone. */
  readonly mentions_viewer?: boolean;
  /** Whether its `@everyone` or `@here` notifies everyone. */
  readonly mention_everyone?: boolean;
  readonly embeds: readonly PageEmbed[];
  readonly components: readonly PageComponent[];
  readonly attachments: readonly PageAttachment[];
  readonly reactions: readonly PageReaction[];
  /** Present on webhook messages, and on answers to interactions (with the bot's id). */
  readonly webhook_id?: string;
  /** Present on answers to interactions. */
  readonly interaction_metadata?: {
    readonly user: { readonly id: string; readonly username: string };
    readonly name?: string;
  };
  /** The message that this one replies to; null when it was deleted. */
  readonly referenced_message?: Omit<PageMessage, 'referenced_message'> | null;
  /** What a reply or a pin's line points at, and the thread (as its channel) that a line of type 18 tells of. */
  readonly message_reference?: { readonly message_id?: string; readonly channel_id?: string };
  /** The thread that was started from this message. */
  readonly thread?: { readonly id: string; readonly name: string; readonly message_count: number };
}

export interface PageReaction {
  readonly emoji: string;
  readonly count: number;
  /** Whether the viewer is among them. */
  readonly me: boolean;
}

export interface PageAttachment {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly content_type: string;
  /** Its address as Discord has it; the page shows it through `/local/media`. */
  readonly url: string;
  readonly description?: string;
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

/** A component of any type; the nested ones are in `components`, `component` and `accessory`. */
export interface PageComponent {
  /** Discord's component type: 1 row, 2 button, 3 and 5 to 8 menus, 4 text input, 9 to 14, 17 and 18. */
  readonly type: number;
  readonly id?: number;
  readonly components?: readonly PageComponent[];
  /** Of a label (18). */
  readonly component?: PageComponent;
  readonly accessory?: PageComponent;
  readonly style?: number;
  readonly label?: string;
  readonly description?: string | null;
  readonly emoji?: { readonly name?: string };
  readonly custom_id?: string;
  readonly url?: string;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly min_values?: number;
  readonly max_values?: number;
  readonly required?: boolean;
  readonly options?: readonly PageSelectOption[];
  readonly channel_types?: readonly number[];
  readonly default_values?: readonly { readonly id: string; readonly type: 'user' | 'role' | 'channel' }[];
  /** Of a text input. */
  readonly value?: string;
  readonly min_length?: number;
  readonly max_length?: number;
  /** Of a text display. */
  readonly content?: string;
  readonly accent_color?: number | null;
  readonly spoiler?: boolean;
  readonly divider?: boolean;
  readonly spacing?: number;
  readonly media?: { readonly url: string };
  readonly items?: readonly {
    readonly media: { readonly url: string };
    readonly description?: string | null;
    readonly spoiler?: boolean;
  }[];
  readonly file?: { readonly url: string };
  readonly name?: string;
  readonly size?: number;
}

export interface PageSelectOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
  readonly emoji?: { readonly name?: string };
  readonly default?: boolean;
}
