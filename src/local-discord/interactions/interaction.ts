import type { Locale } from '../page/client/locales.ts';
import type { Channel } from '../state/channel.ts';
import type { Held } from '../state/message-log.ts';
import type { Component, InstallationOwners, User } from '../state/model.ts';

/** What a person does: 2 sends a command, 3 uses a component, 4 types an option, 5 submits a modal. */
export type InteractionKind = 2 | 3 | 4 | 5;

/** Who does something, where, and in which language. */
export interface Asker {
  readonly user: User;
  readonly channel: Channel;
  /** One of Discord's locales. */
  readonly locale: Locale;
}

/** A command that was used. */
export interface Invocation {
  /** With those of its subcommands. */
  readonly name: string;
  /** 1 chat input, 2 user, 3 message. */
  readonly type: number;
  readonly targetUser?: User;
  readonly targetMessageId?: string;
}

/** A form that the bot asks a person to fill in. */
export interface Modal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly Component[];
}

/** A modal that a person has before them, and the interaction that was answered with it. */
export interface OpenModal extends Modal {
  /** Known to that person only. */
  readonly id: string;
  readonly openedBy: Interaction;
}

/** An interaction that may be sent. */
export interface Prepared extends Asker {
  readonly kind: InteractionKind;
  readonly owners: InstallationOwners;
  /** As Discord sends it to the bot. */
  readonly data: object;
  readonly command?: Invocation;
  /** The message whose component was used, or led to the modal that was submitted. */
  readonly message?: Held;
  /** The modal that was submitted. */
  readonly modal?: OpenModal;
}

/** An interaction that was sent to the bot. */
export interface Interaction extends Prepared {
  readonly id: string;
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
}

/** How long an interaction's token works after it was asked: Discord's documentation, "Interaction Callback". */
export const tokenLifeMs = 15 * 60_000;

/** Why a person cannot do something, in words for that person. */
export interface Refused {
  readonly reason: string;
}
