import '@skyra/discord-components-core/discord-embed-description.js';
import '@skyra/discord-components-core/discord-embed-field.js';
import '@skyra/discord-components-core/discord-embed-fields.js';
import '@skyra/discord-components-core/discord-mention.js';
import '@skyra/discord-components-core/discord-messages.js';
import '@skyra/discord-components-core/discord-time.js';
import { MessageScroller } from './channel/scroller.ts';
import { CommandComposer } from './composer/composer.ts';
import { ModalForm } from './form/modal-form.ts';
import { SelectMenu } from './form/select-menu.ts';
import { PopupMenu } from './menu/popup-menu.ts';
import { LocalEmbed } from './message/local-embed.ts';
import { ArticleDesk } from './panel/articles.ts';
import { FaultDesk } from './panel/faults.ts';
import { SidePanel } from './panel/panel.ts';
import { PermissionDesk } from './panel/permissions.ts';
import { RowWindow } from './sidebar/row-window.ts';

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
  customElements.define('fault-desk', FaultDesk);
}
