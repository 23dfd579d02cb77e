import '@skyra/discord-components-core/discord-embed-description.js';
import '@skyra/discord-components-core/discord-embed-field.js';
import '@skyra/discord-components-core/discord-embed-fields.js';
import '@skyra/discord-components-core/discord-mention.js';
import '@skyra/discord-components-core/discord-messages.js';
import '@skyra/discord-components-core/discord-time.js';
import { DiscordEmbed } from '@skyra/discord-components-core/discord-embed.js';
import { css } from 'lit';
import { CommandComposer } from './composer.ts';
import { ModalForm } from './modal-form.ts';
import { SidePanel } from './panel.ts';
import { ArticleDesk } from './panel-articles.ts';
import { PermissionDesk } from './panel-permissions.ts';
import { PopupMenu } from './popup-menu.ts';
import { RowWindow } from './row-window.ts';
import { MessageScroller } from './scroller.ts';
import { SelectMenu } from './select-menu.ts';

/** The library's embed with Discord's present measures; author, title and picture come in the description's slot. */
class LocalEmbed extends DiscordEmbed {
  static override readonly styles = css`
    ${DiscordEmbed.styles}
    :host {
      color: var(--text);
      display: grid;
      grid-template-columns: 4px minmax(0, auto);
      justify-content: start;
      margin: 4px 0;
      max-width: 516px;
    }
    :host(.with-image) {
      max-width: 432px;
    }
    :host .discord-left-border,
    :host([light-theme]) .discord-left-border {
      background-color: var(--embed-bar);
    }
    :host .discord-embed-wrapper,
    :host([light-theme]) .discord-embed-wrapper {
      background-color: var(--embed);
      border: 1px solid var(--embed-line);
      border-left: 0;
    }
    :host .discord-embed-wrapper .discord-embed-grid {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      padding: 2px 16px 16px 12px;
    }
    :host .discord-embed-thumbnail {
      margin-top: 8px;
    }
    :host .discord-embed-media {
      grid-column: 1 / -1;
      line-height: 0;
    }
    :host .discord-embed-image {
      max-height: 350px;
      max-width: 100%;
    }
    :host slot[name='footer']::slotted(*) {
      grid-column: 1 / -1;
    }
  `;
}

/** Makes the page's elements known to the browser, once. */
export function defineElements(): void {
  customElements.define('local-embed', LocalEmbed);
  customElements.define('message-scroller', MessageScroller);
  customElements.define('modal-form', ModalForm);
  customElements.define('popup-menu', PopupMenu);
  customElements.define('row-window', RowWindow);
  customElements.define('select-menu', SelectMenu);
  customElements.define('command-composer', CommandComposer);
  customElements.define('side-panel', SidePanel);
  customElements.define('article-desk', ArticleDesk);
  customElements.define('permission-desk', PermissionDesk);
}
