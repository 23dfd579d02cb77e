import '@skyra/discord-components-core/discord-action-row.js';
import '@skyra/discord-components-core/discord-embed-description.js';
import '@skyra/discord-components-core/discord-embed-field.js';
import '@skyra/discord-components-core/discord-embed-fields.js';
import '@skyra/discord-components-core/discord-embed-footer.js';
import '@skyra/discord-components-core/discord-mention.js';
import '@skyra/discord-components-core/discord-messages.js';
import '@skyra/discord-components-core/discord-time.js';
import { DiscordCommand } from '@skyra/discord-components-core/discord-command.js';
import { DiscordEmbed } from '@skyra/discord-components-core/discord-embed.js';
import { DiscordMessage } from '@skyra/discord-components-core/discord-message.js';
import { css } from 'lit';
import { CommandComposer } from './composer.ts';
import { MessageScroller } from './scroller.ts';
import { SelectMenu } from './select-menu.ts';

/** The library's message in the page's colours, shrinking with the page. */
class LocalMessage extends DiscordMessage {
  static override readonly styles = css`
    ${DiscordMessage.styles}
    :host {
      color: var(--text);
      font-family: inherit;
      font-size: 1rem;
      padding-right: 1rem;
    }
    :host(:hover) {
      background-color: var(--message-hover);
    }
    .discord-message-inner-center {
      align-items: flex-start;
    }
    .discord-author-avatar {
      margin-top: 2px;
    }
    .discord-author-avatar img {
      cursor: default;
    }
    .discord-message-content {
      line-height: 1.375rem;
      min-width: 0;
      padding-top: 0;
    }
    .discord-message-timestamp,
    :host([light-theme]) .discord-message-timestamp {
      color: var(--text-muted);
      font-weight: 500;
    }
    .discord-message-body-only-indent {
      flex: 0 0 56px;
      font-size: 11px;
      line-height: 1.375rem;
      margin-left: 0;
      width: 56px;
    }
    .discord-message-markup {
      display: block !important;
    }
  `;
}

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

/** The library's line of who used which command, without its fixed dark pill. */
class LocalCommand extends DiscordCommand {
  static override readonly styles = [
    ...DiscordCommand.styles,
    css`
      :host {
        color: var(--text-muted);
        font-family: inherit;
        min-width: 0;
      }
      :host::before {
        border-color: var(--spine) !important;
      }
      :host .discord-replied-message-username {
        color: var(--text-strong);
        opacity: 0.85;
      }
      :host .discord-slash-command-name {
        background: none;
        color: var(--link) !important;
        min-width: 0;
        overflow: hidden;
        padding: 0 2px;
      }
      :host .discord-slash-command-name:hover {
        background: none;
        color: var(--link) !important;
      }
    `,
  ];
}

/** Makes the page's elements known to the browser, once. */
export function defineElements(): void {
  customElements.define('local-message', LocalMessage);
  customElements.define('local-embed', LocalEmbed);
  customElements.define('local-command', LocalCommand);
  customElements.define('message-scroller', MessageScroller);
  customElements.define('select-menu', SelectMenu);
  customElements.define('command-composer', CommandComposer);
}
