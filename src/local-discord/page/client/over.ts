import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { PageState } from '../contract.ts';
import { textContext } from './channel/channel.ts';
import { menuContent } from './menu/menu-content.ts';
import type { Intents } from './state/intents.ts';
import type { Model } from './state/model.ts';
import type { Place } from './state/places.ts';

/** What lies over the page: an open menu, or a form to fill in. */
export function viewOver(
  model: Model,
  page: PageState,
  open: Place | undefined,
  intents: Intents,
): TemplateResult | typeof nothing {
  if (open === undefined) return nothing;
  const { form, menu, locale } = model;
  const { guild, channel } = open;
  return html`${
    menu === undefined
      ? nothing
      : keyed(
          menu,
          html`<popup-menu
            .content=${menuContent(menu, { page, guild, channel, locale }, intents)}
            .at=${menu.at}
            .close=${() => intents.showMenu(undefined)}
          ></popup-menu>`,
        )
  }${
    form === undefined
      ? nothing
      : html`<modal-form
          .form=${form}
          .guild=${guild}
          .bot=${page.bot}
          .text=${textContext(model, guild, intents)}
          .intents=${intents}
        ></modal-form>`
  }`;
}
