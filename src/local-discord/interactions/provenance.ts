import { guildOf } from '../state/channel.ts';
import type { Provenance } from '../state/draft.ts';
import { type InteractionMetadata, messageType } from '../state/model.ts';
import type { Interaction } from './interaction.ts';

const chatInput = 1;

/**
 * Where an answer to an interaction comes from. What was used, or answered first, is replied to: Discord's documentation,
 * "Message Interaction Object".
 *
 * @param originalId the first answer, of a message that follows it up
 */
export function provenanceOf(interaction: Interaction, botId: string, originalId?: string): Provenance {
  const { channel, command, message } = interaction;
  const repliesTo = originalId ?? message?.message.id ?? command?.targetMessageId;
  const guildId = guildOf(channel);
  return {
    type: typeOf(interaction, originalId),
    application_id: botId,
    webhook_id: botId,
    interaction_metadata: metadataOf(interaction, originalId),
    ...(repliesTo !== undefined && {
      message_reference: {
        type: 0,
        message_id: repliesTo,
        channel_id: channel.id,
        ...(guildId !== undefined && { guild_id: guildId }),
      },
    }),
  };
}

function typeOf({ command, message }: Interaction, originalId: string | undefined): number {
  if (originalId !== undefined || message !== undefined) return messageType.reply;
  if (command === undefined) return messageType.default;
  return command.type === chatInput ? messageType.chatInput : messageType.contextMenu;
}

function metadataOf(interaction: Interaction, originalId?: string): InteractionMetadata {
  const { id, kind, user, owners, command, message, modal } = interaction;
  const base = {
    id,
    type: kind,
    user,
    authorizing_integration_owners: owners,
    ...(originalId !== undefined && { original_response_message_id: originalId }),
  };
  if (modal !== undefined) return { ...base, triggering_interaction_metadata: metadataOf(modal.openedBy) };
  return {
    ...base,
    ...(command !== undefined && { name: command.name, command_type: command.type }),
    ...(command?.targetUser && { target_user: command.targetUser }),
    ...(command?.targetMessageId !== undefined && { target_message_id: command.targetMessageId }),
    ...(message !== undefined && { interacted_message_id: message.message.id }),
  };
}
