import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PageGuild, PageState } from '../../contract.ts';
import type { PageMessage } from '../../message-contract.ts';
import { viewWriting } from '../composer/writing.ts';
import { viewForum } from '../forum/forum.ts';
import { onceFor } from '../markdown/parsed-once.ts';
import type { TextContext } from '../markdown/view.ts';
import { continues, type MessageSurroundings, viewMessage, viewNotice } from '../message/message.ts';
import type { Intents } from '../state/intents.ts';
import { type Model, noticesAbove, shownMessages, showsBeginning } from '../state/model.ts';
import { isForum, type Place, placeOf } from '../state/places.ts';
import { dayKey, tickMs } from '../time.ts';
import { viewBeginning } from './beginning.ts';
import { viewHead } from './head.ts';

/** The open channel: its head, its messages or posts, and the composer. */
export function viewChannel(model: Model, page: PageState, open: Place | undefined, intents: Intents): TemplateResult {
  const text = open && textContext(model, open.guild, intents);
  return html`<main class="main">${viewHead(open, model, text, intents)} ${viewConnection(model)} ${
    open === undefined || text === undefined
      ? html`<p class="nowhere">There is no channel to show yet.</p>`
      : viewContent(model, page, open, text, intents)
  }</main>`;
}

function viewContent(model: Model, page: PageState, open: Place, text: TextContext, intents: Intents): TemplateResult {
  const { guild, channel } = open;
  if (isForum(channel)) return viewForum(model, open, text, intents);
  return html`<message-scroller .channel=${channel.id} .newest=${shownMessages(model).at(-1)?.id}>${keyed(
    `${model.theme} ${channel.id}`,
    viewLog(model, page, open, text, intents),
  )}</message-scroller>
    ${viewWriting(model, page, guild, channel, intents)}`;
}

function viewConnection({ connection }: Model): TemplateResult | typeof nothing {
  if (connection !== 'lost') return nothing;
  return html`<div class="banner" role="status">Reconnecting…</div>`;
}

function viewLog(model: Model, page: PageState, open: Place, text: TextContext, intents: Intents): TemplateResult {
  const { guild, channel } = open;
  const messages = shownMessages(model);
  const own = model.notices.filter(({ channelId }) => channelId === channel.id);
  const notices = noticesAbove(own, messages);
  const viewNotices = (above: string | undefined) =>
    notices.get(above)?.map((notice) => viewNotice(notice, page, model.now, () => intents.dismissNotice(notice.id)));
  const around: MessageSurroundings = { model, page, guild, text, intents, writable: channel.writable };
  const { pressing, failedPresses } = model;
  return html`<discord-messages no-background ?light-theme=${model.theme === 'light'}>
    ${showsBeginning(model) ? viewBeginning(open, text) : nothing}
    ${repeat(
      messages,
      ({ id }) => id,
      (message, index) => {
        const before = messages[index - 1];
        const newDay = before === undefined || day(before) !== day(message);
        const head = notices.has(message.id) || !continues(message, before);
        // What else happens, such as in other channels, is no reason to draw a hundred messages again.
        const reasons = [
          message,
          newDay,
          head,
          page,
          channel.writable,
          message.components.length > 0 && pressing,
          failedPresses[message.id],
          model.editing === message.id,
          message.thread && model.threadCounts[message.thread.id],
          Math.floor(model.now / tickMs),
        ];
        return html`${viewNotices(message.id)}${guard(
          reasons,
          () =>
            html`${newDay ? html`<div class="day" role="separator"><span>${day(message)}</span></div>` : nothing}${viewMessage(message, around, head)}`,
        )}`;
      },
    )}
    ${viewNotices(undefined)}
  </discord-messages>`;
}

const namesOf = onceFor((guild: PageGuild) => ({
  user: new Map(guild.members.map(({ id, username }) => [id, username])),
  role: new Map(guild.roles.map(({ id, name }) => [id, name.replace(/^@/, '')])),
}));

function nameOfChannel({ page }: Model, id: string): string | undefined {
  return page && placeOf(page, id)?.channel.name;
}

/** What mentions stand for in a server. */
export function textContext(model: Model, guild: PageGuild, intents: Intents): TextContext {
  const names = namesOf(guild);
  return {
    now: model.now,
    // Channels of other servers and conversations too: whoever is there sees their names everywhere.
    nameOf: (kind, id) => (kind === 'channel' ? nameOfChannel(model, id) : names[kind].get(id)),
    openChannel: intents.openChannel,
    writeCommand: intents.writeCommand,
  };
}

function day({ timestamp }: PageMessage): string {
  return dayKey(Date.parse(timestamp));
}
