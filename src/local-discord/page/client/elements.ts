import '@skyra/discord-components-core/discord-embed-description.js';
import '@skyra/discord-components-core/discord-embed-field.js';
import '@skyra/discord-components-core/discord-embed-fields.js';
import '@skyra/discord-components-core/discord-mention.js';
import '@skyra/discord-components-core/discord-messages.js';
import '@skyra/discord-components-core/discord-time.js';
import { CommandComposer } from './composer.ts';
import { LocalEmbed } from './local-embed.ts';
import { ModalForm } from './modal-form.ts';
import { SidePanel } from './panel.ts';
import { ArticleDesk } from './panel-articles.ts';
import { PermissionDesk } from './panel-permissions.ts';
import { PopupMenu } from './popup-menu.ts';
import { RowWindow } from './row-window.ts';
import { MessageScroller } from './scroller.ts';
import { SelectMenu } from './select-menu.ts';

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
