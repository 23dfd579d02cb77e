import type { Maybe, MessageForm } from './forms.ts';

/** Minutes without a message after which a thread is archived. */
type ArchiveDuration = 60 | 1440 | 4320 | 10080;

/** A set of permissions, as text or as a number. */
type BitSet = string | number;

export type OverwriteForm = { readonly id: string } & Maybe<{ type: 0 | 1; allow: BitSet; deny: BitSet }>;

export type TagForm = { readonly name: string } & Maybe<{
  id: string;
  moderated: boolean;
  emoji_id: string;
  emoji_name: string;
}>;

/** A channel of a server, to be made or to be changed. */
export type ChannelForm = { readonly name?: string } & Maybe<{
  type: number;
  topic: string;
  position: number;
  nsfw: boolean;
  rate_limit_per_user: number;
  parent_id: string;
  permission_overwrites: readonly OverwriteForm[];
  default_auto_archive_duration: ArchiveDuration;
  default_thread_rate_limit_per_user: number;
  default_reaction_emoji: Maybe<{ emoji_id: string; emoji_name: string }>;
  default_sort_order: number;
  default_forum_layout: number;
  available_tags: readonly TagForm[];
  flags: number;
}>;

/** A thread to be made, from a message or without one. */
export type NewThreadForm = { readonly name: string } & Maybe<{
  auto_archive_duration: ArchiveDuration;
  rate_limit_per_user: number;
  /** 10 announcement, 11 public, 12 private (the default). */
  type: 10 | 11 | 12;
  invitable: boolean;
}>;

export type ForumPostForm = Omit<NewThreadForm, 'type' | 'invitable'> & {
  readonly applied_tags?: readonly string[] | null;
  readonly message: MessageForm;
};

export type ThreadForm = Maybe<{
  name: string;
  archived: boolean;
  locked: boolean;
  invitable: boolean;
  auto_archive_duration: ArchiveDuration;
  rate_limit_per_user: number;
  flags: number;
  applied_tags: readonly string[];
}>;

export type ConversationForm = Maybe<{ recipient_id: string }>;
