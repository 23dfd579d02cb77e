import type {
  ApplicationCommandOptionChoiceData,
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Desk } from '../desk/desk.ts';
import type { Clock } from '../desk/ports.ts';
import type { MessageBody } from './message-body.ts';

/** What a command works with. */
export interface CommandContext {
  readonly desk: Desk;
  readonly clock: Clock;
  /** Every command as Discord knows it, for mentions such as `</news:123>`; empty until registration has happened. */
  readonly commands: readonly { readonly id: string; readonly name: string; readonly description: string }[];
}

/** What a person gets to see. The dispatcher sends it, in time, whether it had to defer or not. */
export type Answer = MessageBody;

/** What a press of a button or a choice in a menu does: a change of the message that carries it, or a new answer. */
export type PressAnswer =
  | { readonly update: MessageBody }
  /** Only the person who pressed sees it. */
  | { readonly whisper: MessageBody };

/**
 * One slash command. Its file in `commands/` is named after it and exports it as the default.
 *
 * A command never answers by itself: it returns its answer, so that one place keeps Discord's deadlines and catches
 * every error.
 */
export interface SlashCommand {
  /** Without contexts and integration types: registration sets them, alike for all commands. */
  readonly definition: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** Whether the answer is for everyone in the channel. */
  isPublic?(interaction: ChatInputCommandInteraction): boolean;
  execute(interaction: ChatInputCommandInteraction<'cached'>, context: CommandContext): Promise<Answer>;
  /** At most 25 choices (Discord's limit); the focused option tells which. */
  autocomplete?(
    interaction: AutocompleteInteraction<'cached'>,
    context: CommandContext,
  ): Promise<readonly ApplicationCommandOptionChoiceData[]>;
  /** Handles buttons and menus whose custom_id begins with the command's name and a colon. The rest of the id is hostile. */
  press?(interaction: MessageComponentInteraction<'cached'>, context: CommandContext): Promise<PressAnswer>;
}
