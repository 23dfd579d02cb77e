import { html, nothing, type TemplateResult } from 'lit';
import type { PageGuild, PageStanding, PageState, PageUser } from '../../contract.ts';
import { isLocale, type Locale, locales } from '../locales.ts';
import { pictureAddress } from '../state/api.ts';
import type { Intents } from '../state/intents.ts';
import { viewChoice } from './parts.ts';

const standings: Readonly<Record<PageStanding, string>> = {
  owner: 'Owns the server: may do everything',
  manager: 'Manages the server',
  member: 'A member without special rights',
  stranger: 'Not in this server',
};

/** Who one is, and in which language; what everybody is in a server, when one is open. */
export function viewYou(
  { viewer, people }: PageState,
  guild: PageGuild | undefined,
  locale: Locale,
  intents: Intents,
): TemplateResult {
  return html`<h3>Who are you?</h3>
    <p class="panel-note">Everyone sees what their rights allow.${guild === undefined ? nothing : html` The badge is their standing in <span dir="auto">${guild.name}</span>.`}</p>
    <div class="cards" role="radiogroup" aria-label="Who are you?">
      ${people.map(
        (person) =>
          html`<label class="card">
            <span class="avatar"><img src=${pictureAddress(person.avatarUrl)} alt="" width="32" height="32" /></span>
            <span class="line-words">
              ${viewStanding(person, guild)}
            </span>
            <input
              type="radio"
              name="panel-person"
              aria-label=${person.username}
              .checked=${person.id === viewer.id}
              @change=${() => intents.becomePerson(person.id)}
            />
          </label>`,
      )}
    </div>
    <h3>Language</h3>
    <p class="panel-note">The bot is told your language with every command. Commands appear in it as far as they are translated.</p>
    ${viewChoice('Your language', Object.entries(locales), locale, (chosen) => isLocale(chosen) && intents.setLocale(chosen))}
    ${locale === 'en-US' ? nothing : html`<p class="panel-note">Language code: <code>${locale}</code></p>`}`;
}

function viewStanding({ id, username }: PageUser, guild: PageGuild | undefined): TemplateResult {
  if (guild === undefined) return html`<span class="line-name">${username}</span>`;
  const standing = guild.standings[id] ?? 'stranger';
  return html`<span class="line-name">${username} <span class="badge">${standing}</span></span>
    <small>${standings[standing]}</small>`;
}
