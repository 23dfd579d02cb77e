/** Discord's objects (API v10) as far as this server has them. They are stored and sent as they are. */

export interface User {
  readonly id: string;
  readonly username: string;
  readonly discriminator: string;
  readonly global_name: string | null;
  readonly avatar: string | null;
  readonly bot: boolean;
  readonly public_flags: number;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly color: number;
  /** What clients read in place of `color`, which is deprecated. */
  readonly colors: {
    readonly primary_color: number;
    readonly secondary_color: number | null;
    readonly tertiary_color: number | null;
  };
  readonly hoist: boolean;
  readonly icon: null;
  readonly unicode_emoji: null;
  readonly position: number;
  readonly permissions: string;
  readonly managed: boolean;
  readonly mentionable: boolean;
  readonly flags: number;
  readonly tags?: { readonly bot_id: string };
}

export interface Member {
  readonly user: User;
  readonly nick: string | null;
  readonly avatar: string | null;
  readonly roles: readonly string[];
  readonly joined_at: string;
  readonly premium_since: string | null;
  readonly deaf: boolean;
  readonly mute: boolean;
  readonly flags: number;
  readonly pending: boolean;
  readonly communication_disabled_until: string | null;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly owner_id: string;
}

export interface Embed {
  readonly type: 'rich';
  readonly title?: string;
  readonly description?: string;
  readonly url?: string;
  readonly timestamp?: string;
  readonly color?: number;
  readonly author?: { readonly name: string; readonly url?: string; readonly icon_url?: string };
  readonly footer?: { readonly text: string; readonly icon_url?: string };
  readonly image?: { readonly url: string };
  readonly thumbnail?: { readonly url: string };
  readonly fields?: readonly { readonly name: string; readonly value: string; readonly inline: boolean }[];
}

export interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
  readonly emoji?: ComponentEmoji;
  readonly default?: boolean;
}

interface ComponentEmoji {
  readonly id?: string;
  readonly name?: string;
  readonly animated?: boolean;
}

/** What a media component shows: an address, or `attachment://` and the name of a file of the message. */
export interface MediaItem {
  readonly url: string;
}

export interface GalleryItem {
  readonly media: MediaItem;
  readonly description?: string;
  readonly spoiler?: boolean;
}

/** A component of any kind ({@link componentType}); nested ones are in `components`, `accessory` and `component`. */
export interface Component {
  readonly type: number;
  readonly id?: number;
  readonly style?: number;
  readonly label?: string;
  readonly emoji?: ComponentEmoji;
  readonly custom_id?: string;
  readonly url?: string;
  readonly sku_id?: string;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly min_values?: number;
  readonly max_values?: number;
  readonly options?: readonly SelectOption[];
  readonly channel_types?: readonly number[];
  readonly default_values?: readonly { readonly id: string; readonly type: 'user' | 'role' | 'channel' }[];
  readonly components?: readonly Component[];
  readonly accessory?: Component;
  /** What a text display says. */
  readonly content?: string;
  /** What a thumbnail or a gallery item shows in words; what a label says below its title. */
  readonly description?: string;
  readonly media?: MediaItem;
  readonly items?: readonly GalleryItem[];
  readonly file?: MediaItem;
  readonly spoiler?: boolean;
  readonly accent_color?: number | null;
  readonly divider?: boolean;
  /** 1 small, 2 large. */
  readonly spacing?: number;
  /** The field below a label of a modal. */
  readonly component?: Component;
  readonly required?: boolean;
  readonly value?: string;
  readonly min_length?: number;
  readonly max_length?: number;
}

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly content_type: string;
  readonly url: string;
  readonly proxy_url: string;
  readonly description?: string;
  /** Of a picture, in pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** By whose installation an application acts: the guild's id (`"0"` in a conversation) at 0, the person's at 1. */
export type InstallationOwners = Readonly<Partial<Record<'0' | '1', string>>>;

/** The interaction that a message answers. */
export interface InteractionMetadata {
  readonly id: string;
  readonly type: number;
  readonly user: User;
  readonly authorizing_integration_owners: InstallationOwners;
  /** A command's name, with those of its subcommands. */
  readonly name?: string;
  readonly command_type?: number;
  readonly target_user?: User;
  readonly target_message_id?: string;
  /** The message whose component was used. */
  readonly interacted_message_id?: string;
  /** Of the interaction that a modal answered, where a modal was submitted. */
  readonly triggering_interaction_metadata?: InteractionMetadata;
  /** Of a follow-up: the first answer. */
  readonly original_response_message_id?: string;
}

export interface Message {
  readonly id: string;
  readonly channel_id: string;
  /** One of {@link messageType}. */
  readonly type: number;
  /** A webhook's own name and picture, where it posted by its own address. */
  readonly author: User;
  readonly content: string;
  readonly timestamp: string;
  readonly edited_timestamp: string | null;
  readonly tts: boolean;
  readonly pinned: boolean;
  readonly flags: number;
  readonly embeds: readonly Embed[];
  readonly components: readonly Component[];
  readonly attachments: readonly Attachment[];
  /** Who is notified, and not merely named. */
  readonly mentions: readonly User[];
  readonly mention_roles: readonly string[];
  readonly mention_everyone: boolean;
  readonly application_id?: string;
  readonly webhook_id?: string;
  /** What this message replies to, or tells of. */
  readonly message_reference?: {
    readonly type: 0;
    readonly message_id?: string;
    readonly channel_id: string;
    readonly guild_id?: string;
  };
  readonly interaction_metadata?: InteractionMetadata;
}

export const componentType = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
};

export const messageType = {
  default: 0,
  pinned: 6,
  threadCreated: 18,
  reply: 19,
  chatInput: 20,
  threadStarter: 21,
  contextMenu: 23,
};

/** Bits of a message's `flags`. */
export const messageFlags = {
  crossposted: 1 << 0,
  suppressEmbeds: 1 << 2,
  hasThread: 1 << 5,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
};
