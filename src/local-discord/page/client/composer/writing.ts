import { html, type TemplateResult } from 'lit';
import type { PageChannel, PageGuild, PageState } from '../../contract.ts';
import type { Intents } from '../state/intents.ts';
import type { Model } from '../state/model.ts';

/** The line to write in, below the messages of a channel. */
export function viewWriting(
  { locale, replyTo }: Model,
  { bot }: PageState,
  guild: PageGuild,
  channel: PageChannel,
  intents: Intents,
): TemplateResult {
  return html`<command-composer
    .guild=${guild}
    .channel=${channel}
    .bot=${bot}
    .locale=${locale}
    .replyTo=${replyTo?.channel_id === channel.id ? replyTo : undefined}
    .intents=${intents}
  ></command-composer>`;
}
