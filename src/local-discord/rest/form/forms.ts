import type { CommandChoice, CommandOption } from '../../state/model.ts';

/** Discord takes null for most fields that may be absent. */
type Maybe<T> = { readonly [K in keyof T]?: T[K] | null };

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
  attachments: readonly { readonly id: string }[];
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

export type ComponentForm = { readonly type: number } & Maybe<{
  id: number;
  style: number;
  label: string;
  emoji: Maybe<{ id: string; name: string }>;
  custom_id: string;
  url: string;
  disabled: boolean;
  placeholder: string;
  min_values: number;
  max_values: number;
  options: readonly ({ readonly label: string; readonly value: string } & Maybe<{ description: string }>)[];
  channel_types: readonly number[];
  components: readonly ComponentForm[];
  accessory: ComponentForm;
}>;

export type AllowedMentions = Maybe<{
  parse: readonly ('users' | 'roles' | 'everyone')[];
  users: readonly string[];
  roles: readonly string[];
}>;

/** An option of a command, with its options if it is a subcommand or a group. */
export type OptionForm = Pick<CommandOption, 'type' | 'name' | 'description'> &
  Maybe<Omit<CommandOption, 'type' | 'name' | 'description' | 'options'>> & {
    readonly options?: readonly OptionForm[] | null;
  };

export type CommandForm = { readonly name: string } & Maybe<{
  type: number;
  description: string;
  options: readonly OptionForm[];
  default_member_permissions: string | number;
  name_localizations: Readonly<Record<string, string>>;
  description_localizations: Readonly<Record<string, string>>;
  contexts: readonly number[];
  integration_types: readonly number[];
}>;

/** An autocomplete callback. */
export interface ChoicesForm {
  readonly data?: { readonly choices?: readonly CommandChoice[] | null };
}
