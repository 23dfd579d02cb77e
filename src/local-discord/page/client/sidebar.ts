import { html, nothing, type TemplateResult } from 'lit';
import type { PageChannel, PageGuild, PageState } from '../contract.ts';
import { pictureAddress } from './api.ts';
import { icon } from './icons.ts';
import type { Intents } from './intents.ts';
import { channelGroups, firstChannel, type Model } from './model.ts';

/** Servers, channels, and who one is. */
export function viewSidebar(
  model: Model,
  page: PageState,
  guild: PageGuild | undefined,
  intents: Intents,
): TemplateResult {
  return html`<div class="sidebar ${model.drawer ? 'open' : ''}" @keydown=${closeOnEscape(intents)}>
      <nav class="rail" aria-label="Servers">${page.guilds.map((other) => viewServer(other, other === guild, page, intents))}</nav>
      <div class="side">
        <header class="side-head"><h1>${guild?.name ?? 'No server yet'}</h1></header>
        <nav class="channels" aria-label="Channels">${guild === undefined ? nothing : viewChannels(model, guild, intents)}</nav>
        ${viewBot(page)} ${viewSelf(model, page, intents)}
      </div>
    </div>
    ${model.drawer ? html`<button class="backdrop" type="button" aria-label="Close channels" @click=${() => intents.showDrawer(false)}></button>` : nothing}`;
}

function viewServer(guild: PageGuild, open: boolean, page: PageState, intents: Intents): TemplateResult {
  const first = firstChannel({ ...page, guilds: [guild] }, undefined);
  const initials = guild.name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('');
  return html`<button
    type="button"
    class="server"
    aria-current=${open}
    aria-label=${guild.name}
    title=${guild.name}
    @click=${() => first !== undefined && !open && intents.openChannel(first)}
    >${initials}</button
  >`;
}

function viewChannels(model: Model, guild: PageGuild, intents: Intents): TemplateResult[] {
  return channelGroups(guild).map(
    ({ category, channels }) =>
      html`${category === undefined ? nothing : html`<h2 class="category">${category.name}</h2>`}
        <ul>${channels.map((channel) => html`<li>${viewChannelLink(model, channel, intents)}</li>`)}</ul>`,
  );
}

function viewChannelLink(model: Model, channel: PageChannel, intents: Intents): TemplateResult {
  const unread = model.unread.has(channel.id);
  return html`<a
    class="channel ${unread ? 'unread' : ''}"
    href="#${channel.id}"
    aria-label=${unread ? `${channel.name}, unread` : nothing}
    aria-current=${channel.id === model.channelId ? 'page' : 'false'}
    @click=${(event: Event) => {
      event.preventDefault();
      intents.openChannel(channel.id);
    }}
    >${icon(channel.type === 5 ? 'megaphone' : 'hash')}<span>${channel.name}</span></a
  >`;
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
