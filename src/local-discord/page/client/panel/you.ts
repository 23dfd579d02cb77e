import { html, nothing, type TemplateResult } from 'lit';
import type { PagePerson, PageState } from '../../contract.ts';
import { isLocale, type Locale, locales } from '../locales.ts';
import { pictureAddress } from '../state/api.ts';
import type { Intents } from '../state/intents.ts';
import { viewChoice } from './parts.ts';

const standings: Readonly<Record<PagePerson['standing'], string>> = {
  owner: 'Owns the server: may do everything',
  manager: 'Manages the server: may set up feeds',
  member: 'A member without special rights',
  stranger: 'Not in that server, only in others',
};

/** Who one is, and in which language. */
export function viewYou({ viewer, people }: PageState, locale: Locale, intents: Intents): TemplateResult {
  return html`<h3>Who are you?</h3>
    <p class="panel-note">Everyone sees what their rights allow. The badge is their standing in the first server.</p>
    <div class="cards" role="radiogroup" aria-label="Who are you?">
      ${people.map(
        (person) =>
          html`<label class="card">
            <span class="avatar"><img src=${pictureAddress(person.avatarUrl)} alt="" width="32" height="32" /></span>
            <span class="line-words">
              <span class="line-name">${person.username} <span class="badge ${person.standing}">${person.standing}</span></span>
              <small>${standings[person.standing]}</small>
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
    ${locale === 'en-US' ? nothing : html`<p class="panel-note">Discord calls it <code>${locale}</code>.</p>`}`;
}
