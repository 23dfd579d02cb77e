import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js';

/**
 * A message's content as the API takes it. Built only by the functions of this room, which keep Discord's limits;
 * whoever sends it adds `allowed_mentions` and, where there is one, the nonce.
 */
export interface MessageBody {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
}
