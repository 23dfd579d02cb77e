import { DiscordEmbed } from '@skyra/discord-components-core/discord-embed.js';
import { css } from 'lit';

/** The library's embed with Discord's present measures; author, title and picture come in the description's slot. */
export class LocalEmbed extends DiscordEmbed {
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
