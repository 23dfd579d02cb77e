import { html, nothing, type TemplateResult } from 'lit';
import type { PageGuild } from '../../contract.ts';
import type { PageComponent, PageMessage } from '../../message-contract.ts';
import { cssColor } from '../color.ts';
import { isMenu } from '../form/menu-choices.ts';
import { icon } from '../icons.ts';
import { webAddress } from '../markdown/link.ts';
import { markdown, type TextContext } from '../markdown/view.ts';
import { pictureAddress } from '../state/api.ts';
import type { Intents } from '../state/intents.ts';
import { pressKey } from '../state/model.ts';
import { viewFile } from './attachments.ts';
import { componentType } from './component-type.ts';
import { hasFlag } from './flags.ts';
import { mediaAddress } from './media-address.ts';
import { viewPictures } from './pictures.ts';
import { viewCover } from './spoiler.ts';

const linkStyle = 5;
const styleNames = ['', 'primary', 'secondary', 'success', 'danger'] as const;
const wideSpacing = 2;
/** In CSS pixels, as `components.css` has it. */
const thumbnailRoom = { width: 85, height: 85 };

/** What components are drawn with. */
export interface Surroundings {
  readonly message: PageMessage;
  readonly guild: PageGuild;
  readonly text: TextContext;
  readonly pressing: ReadonlySet<string>;
  readonly intents: Intents;
}

/** The components of a message: rows below the old kind of message, or all of its content. */
export function viewComponents(around: Surroundings): TemplateResult | typeof nothing {
  const { components } = around.message;
  if (components.length === 0) return nothing;
  const kind = hasFlag(around.message, 'componentsV2') ? 'layout' : 'rows';
  return html`<div class=${kind}>${viewAll(components, around)}</div>`;
}

function viewAll(components: readonly PageComponent[] | undefined, around: Surroundings): unknown[] {
  return (components ?? []).map((component) => viewComponent(component, around));
}

function viewComponent(component: PageComponent, around: Surroundings): TemplateResult | typeof nothing {
  if (isMenu(component)) return viewMenu(component, around);
  switch (component.type) {
    case componentType.row:
      return html`<div class="row">${viewAll(component.components, around)}</div>`;
    case componentType.button:
      return viewButton(component, around);
    case componentType.textDisplay:
      return markdown(component, component.content ?? '', around.text);
    case componentType.section:
      return viewSection(component, around);
    case componentType.gallery:
      return viewPictures(
        (component.items ?? []).map(({ media, ...item }) => ({
          ...item,
          url: mediaAddress(media.url, around.message.attachments),
        })),
      );
    case componentType.file:
      return viewFileComponent(component, around);
    case componentType.separator:
      return html`<hr class="separator ${component.divider === false ? 'clear' : ''} ${component.spacing === wideSpacing ? 'wide' : ''}" />`;
    case componentType.container:
      return viewContainer(component, around);
    default:
      return nothing;
  }
}

function viewContainer(component: PageComponent, around: Surroundings): TemplateResult {
  const { accent_color: accent, spoiler } = component;
  const bar = accent === undefined || accent === null ? nothing : `--accent: ${cssColor(accent)}`;
  return html`<div class="container ${bar === nothing ? '' : 'accented'} ${spoiler ? 'covered' : ''}" style=${bar}
    ><div class="layout">${viewAll(component.components, around)}</div
    >${spoiler ? viewCover() : nothing}</div
  >`;
}

function viewSection({ components, accessory }: PageComponent, around: Surroundings): TemplateResult {
  return html`<div class="section"><div class="section-text">${viewAll(components, around)}</div>${
    accessory?.type === componentType.thumbnail
      ? viewThumbnail(accessory, around)
      : accessory && viewComponent(accessory, around)
  }</div>`;
}

function viewThumbnail({ media, description, spoiler }: PageComponent, { message }: Surroundings): TemplateResult {
  return html`<div class="thumbnail ${spoiler ? 'covered' : ''}"
    ><img
      src=${pictureAddress(mediaAddress(media?.url ?? '', message.attachments), thumbnailRoom)}
      alt=${description ?? ''}
      title=${description || nothing}
      loading="lazy"
    />${spoiler ? viewCover() : nothing}</div
  >`;
}

function viewFileComponent({ file, name, size, spoiler }: PageComponent, { message }: Surroundings): TemplateResult {
  const url = mediaAddress(file?.url ?? '', message.attachments);
  const attachment = message.attachments.find((one) => one.url === url);
  const filename = name ?? attachment?.filename ?? (url.split('/').at(-1) || 'file');
  return html`<div class=${spoiler ? 'covered' : ''}>${viewFile({ filename, size: size ?? attachment?.size ?? 0, url })}${
    spoiler ? viewCover() : nothing
  }</div>`;
}

function viewMenu(component: PageComponent, { message, guild, pressing, intents }: Surroundings): TemplateResult {
  return html`<select-menu
    .menu=${component}
    .guild=${guild}
    .busy=${pressing.has(pressKey(message.id, component.custom_id ?? ''))}
    @choose=${({ detail }: CustomEvent<readonly string[]>) => intents.press(message, component, detail)}
  ></select-menu>`;
}

function viewButton(component: PageComponent, { message, pressing, intents }: Surroundings): TemplateResult {
  if (component.style === linkStyle) return viewLink(component);
  const busy = pressing.has(pressKey(message.id, component.custom_id ?? ''));
  const disabled = component.disabled ?? false;
  // One that is only said to be disabled keeps the focus when it becomes so.
  return html`<button
    type="button"
    class="button ${styleNames[component.style ?? 0] ?? 'secondary'} ${busy ? 'busy' : ''}"
    aria-disabled=${disabled}
    aria-busy=${busy}
    @click=${() => {
      if (!busy && !disabled) intents.press(message, component);
    }}
    >${viewLabel(component)}</button
  >`;
}

function viewLink(component: PageComponent): TemplateResult {
  const href = webAddress(component.url ?? '');
  if (href === undefined || component.disabled)
    return html`<button type="button" class="button secondary" aria-disabled="true">${viewLabel(component)}${icon('launch')}</button>`;
  return html`<a class="button secondary" href=${href} target="_blank" rel="noopener noreferrer">${viewLabel(component)}${icon('launch')}</a>`;
}

function viewLabel({ emoji, label }: PageComponent): TemplateResult {
  return html`${emoji?.name === undefined ? nothing : html`<span class="emoji">${emoji.name}</span>`}${
    label === undefined ? nothing : html`<span dir="auto">${label}</span>`
  }`;
}
