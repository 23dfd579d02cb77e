import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { PageGuild, PageState } from '../../contract.ts';
import { icon } from '../icons.ts';
import { pictureAddress } from '../state/api.ts';
import type { Intents } from '../state/intents.ts';
import type { Model } from '../state/model.ts';
import { directId, firstChannelOf, unreadPlaces } from '../state/places.ts';
import { viewChannelRows } from './channel-rows.ts';

/** Servers, channels, and who one is. */
export function viewSidebar(
  model: Model,
  page: PageState,
  guild: PageGuild | undefined,
  intents: Intents,
): TemplateResult {
  const unread = unreadPlaces(page, model.unread);
  return html`<div class="sidebar ${model.drawer ? 'open' : ''}" @keydown=${closeOnEscape(intents)}>
      ${guard([page, guild, model.unread], () => viewRail(page, guild, unread, intents))}
      <div class="side">
        <header class="side-head"><h1 dir="auto">${guild?.name ?? 'No server yet'}</h1></header>
        <nav class="channels" aria-label=${guild?.id === directId ? 'Conversations' : 'Channels'}>${
          guild === undefined
            ? nothing
            : guard([guild, model.channelId, model.folded, model.unread], () =>
                viewChannels(model, guild, unread, intents),
              )
        }</nav>
        ${viewBot(page)} ${viewSelf(model, page, intents)}
      </div>
    </div>
    ${model.drawer ? html`<button class="backdrop" type="button" aria-label="Close channels" @click=${() => intents.showDrawer(false)}></button>` : nothing}`;
}

function viewRail(
  page: PageState,
  open: PageGuild | undefined,
  unread: ReadonlySet<string>,
  intents: Intents,
): TemplateResult {
  return html`<nav class="rail" aria-label="Servers">
    <button
      type="button"
      class="server ${unread.has(directId) ? 'unread' : ''}"
      aria-current=${open?.id === directId}
      aria-label=${unread.has(directId) ? 'Direct messages, unread' : 'Direct messages'}
      title="Direct messages"
      @click=${() => open?.id !== directId && intents.openDirect()}
    >${icon('chat')}</button>
    <hr />
    ${page.guilds.map((guild) => viewServer(guild, guild.id === open?.id, unread.has(guild.id), intents))}
  </nav>`;
}

function viewServer(guild: PageGuild, open: boolean, unread: boolean, intents: Intents): TemplateResult {
  const initials = guild.name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('');
  return html`<button
    type="button"
    class="server ${unread ? 'unread' : ''}"
    aria-current=${open}
    aria-label=${unread ? `${guild.name}, unread` : guild.name}
    title=${guild.name}
    @click=${() => {
      const first = firstChannelOf(guild);
      if (first !== undefined && !open) intents.openChannel(first);
    }}
    >${initials}</button
  >`;
}

function viewChannels(model: Model, guild: PageGuild, unread: ReadonlySet<string>, intents: Intents): TemplateResult {
  return html`<row-window .rows=${viewChannelRows(guild, model, unread, intents)} .shown=${model.channelId}></row-window>`;
}

function viewBot({ bot }: PageState): TemplateResult {
  return html`<div class="person bot-line">
    ${viewAvatar(bot.avatarUrl, bot.online ? 'online' : 'offline')}
    <div class="person-name"><strong>${bot.username}</strong><small>${bot.online ? 'Online' : 'Offline'}</small></div>
    <span class="app-tag">APP</span>
  </div>`;
}

function viewSelf(model: Model, { viewer, people }: PageState, intents: Intents): TemplateResult {
  const other = model.theme === 'dark' ? 'light' : 'dark';
  return html`<div class="self" @focusout=${closeOnLeaving(intents)}>
    ${
      model.people
        ? html`<div class="people" role="menu" aria-label="Become another person" @keydown=${moveInMenu(intents)}>
            <p>Who are you?</p>
            ${people.map(
              (person) =>
                html`<button
                  type="button"
                  class="person"
                  role="menuitemradio"
                  aria-checked=${person.id === viewer.id}
                  @click=${({ currentTarget }: Event) => {
                    focusSelf(currentTarget);
                    intents.becomePerson(person.id);
                  }}
                  >${viewAvatar(person.avatarUrl)}<span class="person-name"><strong>${person.username}</strong></span>${
                    person.id === viewer.id ? html`<span aria-hidden="true">✓</span>` : nothing
                  }</button
                >`,
            )}
          </div>`
        : nothing
    }
    <button
      type="button"
      class="person"
      aria-haspopup="menu"
      aria-expanded=${model.people}
      aria-label="You are ${viewer.username}. Become another person"
      @click=${() => intents.showPeople(!model.people)}
      @keydown=${enterMenu(intents)}
    >
      ${viewAvatar(viewer.avatarUrl, 'online')}
      <span class="person-name"><strong>${viewer.username}</strong><small>Online</small></span>
    </button>
    <button type="button" class="icon-button" aria-label="Switch to the ${other} theme" title="Switch to the ${other} theme" @click=${() => intents.setTheme(other)}>
      ${icon(other === 'light' ? 'sun' : 'moon')}
    </button>
  </div>`;
}

function viewAvatar(url: string, status?: 'online' | 'offline'): TemplateResult {
  return html`<span class="avatar ${status ?? ''}"><img src=${pictureAddress(url)} alt="" width="32" height="32" /></span>`;
}

function closeOnEscape(intents: Intents): (event: KeyboardEvent) => void {
  return ({ key }) => {
    if (key === 'Escape') intents.showDrawer(false);
  };
}

function enterMenu(intents: Intents): (event: KeyboardEvent) => void {
  return (event) => {
    const { key, currentTarget: button } = event;
    if ((key !== 'ArrowDown' && key !== 'ArrowUp') || !(button instanceof Element)) return;
    event.preventDefault();
    intents.showPeople(true);
    // The page is drawn in the next frame, and this is called after that.
    requestAnimationFrame(() =>
      button.closest('.self')?.querySelector<HTMLElement>('[role="menuitemradio"][aria-checked="true"]')?.focus(),
    );
  };
}

function moveInMenu(intents: Intents): (event: KeyboardEvent) => void {
  return (event) => {
    const { key, currentTarget: menu } = event;
    if (!(menu instanceof Element)) return;
    const items = [...menu.querySelectorAll<HTMLElement>('[role="menuitemradio"]')];
    const at = items.findIndex((item) => item.matches(':focus'));
    if (key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
    else if (key === 'ArrowUp') items.at(at - 1)?.focus();
    else if (key === 'Escape') {
      focusSelf(menu);
      intents.showPeople(false);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Back to the button that opens the menu, from within the menu, before that goes. */
function focusSelf(from: EventTarget | null): void {
  if (from instanceof Element) from.closest('.self')?.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.focus();
}

function closeOnLeaving(intents: Intents): (event: FocusEvent) => void {
  return ({ currentTarget, relatedTarget }) => {
    const stays =
      relatedTarget instanceof Node && currentTarget instanceof Node && currentTarget.contains(relatedTarget);
    if (!stays) intents.showPeople(false);
  };
}
