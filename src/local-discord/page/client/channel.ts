import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PageChannel, PageGuild, PageMessage, PageState } from '../contract.ts';
import { icon } from './icons.ts';
import type { Intents } from './intents.ts';
import type { TextContext } from './markdown-view.ts';
import { continues, viewMessage, viewNotice } from './message.ts';
import { type Model, shownMessages, showsBeginning } from './model.ts';
import { dayKey, tickMs } from './time.ts';
import { viewWriting } from './writing.ts';

/** The open channel: its head, its messages, and the composer. */
export function viewChannel(
  model: Model,
  page: PageState,
  open: { readonly guild: PageGuild; readonly channel: PageChannel } | undefined,
  intents: Intents,
): TemplateResult {
  if (open === undefined)
    return html`<main class="main">${viewHead(undefined, model, intents)}<p class="nowhere">There is no channel to show yet.</p></main>`;
  const { guild, channel } = open;
  return html`<main class="main">
    ${viewHead(channel, model, intents)} ${viewConnection(model)}
    <message-scroller .channel=${channel.id} .newest=${shownMessages(model).at(-1)?.id}>${keyed(
      `${model.theme} ${channel.id}`,
      viewLog(model, page, guild, channel, intents),
    )}</message-scroller>
    ${viewWriting(model, page, guild, channel, intents)}
  </main>`;
}

function viewHead(channel: PageChannel | undefined, model: Model, intents: Intents): TemplateResult {
  return html`<header class="main-head">
    <button type="button" class="icon-button menu-button" aria-label="Channels" aria-expanded=${model.drawer} @click=${() => intents.showDrawer(!model.drawer)}>
      ${icon('menu')}
    </button>
    ${
      channel === undefined
        ? nothing
        : html`${icon(channel.type === 5 ? 'megaphone' : 'hash')}
            <h2>${channel.name}</h2>
            ${channel.topic ? html`<p class="topic" title=${channel.topic}>${channel.topic}</p>` : nothing}`
    }
  </header>`;
}

function viewConnection({ connection }: Model): TemplateResult | typeof nothing {
  if (connection !== 'lost') return nothing;
  return html`<div class="banner" role="status">Reconnecting…</div>`;
}

function viewLog(
  model: Model,
  page: PageState,
  guild: PageGuild,
  channel: PageChannel,
  intents: Intents,
): TemplateResult {
  const messages = shownMessages(model);
  const notices = model.notices.filter(({ channelId }) => channelId === channel.id);
  const context = textContext(model, guild, intents);
  return html`<discord-messages no-background ?light-theme=${model.theme === 'light'}>
    ${showsBeginning(model) ? viewBeginning(channel) : nothing}
    ${repeat(
      messages,
      ({ id }) => id,
      (message, index) => {
        const before = messages[index - 1];
        const newDay = before === undefined || day(before) !== day(message);
        const head = !continues(message, before);
        const { pressing, failedPresses } = model;
        // What else happens, such as in other channels, is no reason to draw a hundred messages again.
        const reasons = [
          message,
          newDay,
          head,
          page,
          pressing,
          failedPresses[message.id],
          Math.floor(model.now / tickMs),
        ];
        return guard(
          reasons,
          () =>
            html`${newDay ? html`<div class="day" role="separator"><span>${day(message)}</span></div>` : nothing}${viewMessage(message, model, page, context, intents, head)}`,
        );
      },
    )}
    ${notices.map((notice) => viewNotice(notice, page, model.now, () => intents.dismissNotice(notice.id)))}
  </discord-messages>`;
}

function viewBeginning({ name, topic }: PageChannel): TemplateResult {
  return html`<div class="beginning">
    <span class="beginning-icon">${icon('hash')}</span>
    <h3>Welcome to #${name}!</h3>
    <p>${topic || `This is the start of the #${name} channel.`}</p>
    <p>Type <kbd>/</kbd> below to see what you can ask for.</p>
  </div>`;
}

function textContext(model: Model, guild: PageGuild, intents: Intents): TextContext {
  const names = {
    user: new Map(guild.members.map(({ id, username }) => [id, username])),
    role: new Map(guild.roles.map(({ id, name }) => [id, name.replace(/^@/, '')])),
    channel: new Map(guild.channels.map(({ id, name }) => [id, name])),
  };
  return {
    now: model.now,
    nameOf: (kind, id) => names[kind].get(id),
    openChannel: intents.openChannel,
    writeCommand: intents.writeCommand,
  };
}

function day({ timestamp }: PageMessage): string {
  return dayKey(Date.parse(timestamp));
}
