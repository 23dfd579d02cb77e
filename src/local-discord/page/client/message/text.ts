import type { PageComponent, PageMessage } from '../../message-contract.ts';
import { componentType } from './component-type.ts';
import { mediaAddress } from './media-address.ts';

/** The text that a message begins with, wherever it stands; empty when it has none. */
export function messageText({
  content,
  embeds,
  components,
}: Pick<PageMessage, 'content' | 'embeds' | 'components'>): string {
  const [embed] = embeds;
  const display = allComponents(components).find(({ type }) => type === componentType.textDisplay);
  return content || embed?.title || embed?.description || display?.content || '';
}

/** The address of the first picture of a message. */
export function messagePicture({ attachments, embeds, components }: PageMessage): string | undefined {
  const attachment = attachments.find(({ content_type }) => content_type.startsWith('image/'));
  const embedded = embeds.map(({ image, thumbnail }) => image?.url ?? thumbnail?.url);
  const displayed = allComponents(components).flatMap(({ items, media }) => [items?.[0]?.media.url, media?.url]);
  const url = [attachment?.url, ...embedded, ...displayed].find((one) => one !== undefined);
  return url === undefined ? undefined : mediaAddress(url, attachments);
}

function allComponents(components: readonly PageComponent[]): readonly PageComponent[] {
  return components.flatMap((component) => [
    component,
    ...allComponents(component.components ?? []),
    ...(component.accessory === undefined ? [] : [component.accessory]),
  ]);
}
