/** Discord takes null for most fields that may be absent. */
export type Maybe<T> = { readonly [K in keyof T]?: T[K] | null };

/** A message's content as a body gives it; null is the same as absent when posting, and clears when editing. */
export type MessageForm = Maybe<{
  content: string;
  embeds: readonly EmbedForm[];
  components: readonly ComponentForm[];
  flags: number;
  allowed_mentions: AllowedMentions;
  nonce: string | number;
  enforce_nonce: boolean;
  tts: boolean;
  attachments: readonly AttachmentForm[];
  message_reference: MessageReferenceForm;
  sticker_ids: readonly string[];
  poll: object;
  shared_client_theme: object;
}>;

/** A file that came with the request, by its number in `files[n]`, or one that the message has, by its id. */
export type AttachmentForm = { readonly id: string } & Maybe<{
  filename: string;
  description: string;
  is_spoiler: boolean;
}>;

export type MessageReferenceForm = { readonly message_id: string } & Maybe<{
  type: 0;
  channel_id: string;
  guild_id: string;
  /** Whether an unknown message is a mistake; true when absent. */
  fail_if_not_exists: boolean;
}>;

export type EmbedForm = Maybe<{
  title: string;
  description: string;
  url: string;
  timestamp: string;
  color: number;
  author: Maybe<{ name: string; url: string; icon_url: string }>;
  footer: Maybe<{ text: string; icon_url: string }>;
  image: Maybe<{ url: string }>;
  thumbnail: Maybe<{ url: string }>;
  fields: readonly { readonly name: string; readonly value: string; readonly inline?: boolean | null }[];
}>;

interface MediaForm {
  readonly url: string;
}

export type ComponentForm = { readonly type: number } & Maybe<{
  id: number;
  style: number;
  label: string;
  emoji: { readonly name: string; readonly id?: string | null };
  custom_id: string;
  url: string;
  sku_id: string;
  disabled: boolean;
  placeholder: string;
  min_values: number;
  max_values: number;
  options: readonly OptionOfMenu[];
  channel_types: readonly number[];
  default_values: readonly { readonly id: string; readonly type: 'user' | 'role' | 'channel' }[];
  components: readonly ComponentForm[];
  accessory: ComponentForm;
  content: string;
  description: string;
  media: MediaForm;
  items: readonly ({ readonly media: MediaForm } & Maybe<{ description: string; spoiler: boolean }>)[];
  file: MediaForm;
  spoiler: boolean;
  accent_color: number;
  divider: boolean;
  spacing: number;
  component: ComponentForm;
  required: boolean;
  value: string;
  min_length: number;
  max_length: number;
}>;

type OptionOfMenu = { readonly label: string; readonly value: string } & Maybe<{
  description: string;
  default: boolean;
}>;

/** What a modal shows: the data of callback 9. */
export interface ModalForm {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly ComponentForm[];
}

export type AllowedMentions = Maybe<{
  parse: readonly ('users' | 'roles' | 'everyone')[];
  users: readonly string[];
  roles: readonly string[];
  replied_user: boolean;
}>;
