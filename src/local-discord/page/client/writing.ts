import { html, type TemplateResult } from 'lit';
import type { PageChannel, PageCommand, PageGuild, PageState } from '../contract.ts';
import type { Intents } from './intents.ts';
import type { Model } from './model.ts';

/** The line to write in, of a server's channel or of a conversation, which is in no server. */
export function viewWriting(
  model: Model,
  page: PageState,
  guild: PageGuild | undefined,
  channel: PageChannel,
  intents: Intents,
): TemplateResult {
  const { locale, replyTo } = model;
  return html`<command-composer
    .commands=${commandsOf(page, guild)}
    .guild=${guild}
    .channel=${channel}
    .bot=${page.bot}
    .viewer=${page.viewer}
    .locale=${locale}
    .replyTo=${replyTo?.channel_id === channel.id ? replyTo : undefined}
    .intents=${intents}
  ></command-composer>`;
}

/** Those of a server without the bot are gone. */
function commandsOf(page: PageState, guild: PageGuild | undefined): readonly PageCommand[] {
  if (guild === undefined) return page.directCommands;
  return guild.hasBot ? guild.commands : noCommands;
}

/** Always the same, so that what is made of it is made once. */
const noCommands: readonly PageCommand[] = [];
