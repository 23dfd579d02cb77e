import { componentType } from '../../state/model.ts';
import { schemeProblems } from './address-rules.ts';
import { problem, tooLong, wrongUnionType } from './codes.ts';
import { componentProblems } from './component-rules.ts';
import { type Placed, placed } from './component-tree.ts';
import type { ComponentForm } from './forms.ts';
import { lengthOf, type Path, type Problem } from './problem.ts';

const maxRows = 5;
const maxComponents = 40;
const maxText = 4000;
const web = ['http', 'https'];

/** What a message without IS_COMPONENTS_V2 has at the top other than rows; Discord then looks no further. */
export function legacyTypeProblems(components: unknown): Problem[] {
  if (!Array.isArray(components)) return [];
  return components.flatMap((component: unknown, index) => {
    const type = typeof component === 'object' && component !== null ? Reflect.get(component, 'type') : undefined;
    return typeof type === 'number' && type !== componentType.row
      ? [wrongUnionType(['components', index], [componentType.row])]
      : [];
  });
}

/** What is wrong with a message's components; `files` are the names that `attachment://` may point to. */
export function layoutProblems(
  components: readonly ComponentForm[],
  isV2: boolean,
  files: readonly string[],
): Problem[] {
  const all = placed(components, ['components']);
  const each = componentProblems(all);
  if (!isV2) return components.length > maxRows ? [tooLong(['components'], maxRows), ...each] : each;
  const text = textsOf(all).reduce((sum, one) => sum + lengthOf(one), 0);
  return [
    ...each,
    ...all.flatMap(({ component, path }) => mediaProblems(component, path, files)),
    ...(all.length > maxComponents ? [problem('COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', ['components'])] : []),
    ...(text > maxText ? [problem('COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', ['components'])] : []),
  ];
}

/**
 * Whether Discord would answer these components with 500 although nothing about them is wrong: more than 10,170 bytes
 * of text, each text display counted with 12 more (discord-api-docs#8554), or more than 64 media items (#7528).
 */
export function tooHeavy(components: readonly ComponentForm[]): boolean {
  const all = placed(components, []);
  const bytes = textsOf(all).reduce((sum, text) => sum + Buffer.byteLength(text) + 12, 0);
  return bytes > 10_170 || all.flatMap(({ component }) => mediaOf(component)).length > 64;
}

function textsOf(all: readonly Placed[]): string[] {
  return all.flatMap(({ component: { type, content } }) => (type === componentType.textDisplay ? [content ?? ''] : []));
}

interface Media {
  readonly url: string;
  readonly path: Path;
}

function mediaOf({ media, file, items }: ComponentForm): Media[] {
  return [
    ...(media ? [{ url: media.url, path: ['media', 'url'] }] : []),
    ...(file ? [{ url: file.url, path: ['file', 'url'] }] : []),
    ...(items ?? []).map((item, index) => ({ url: item.media.url, path: ['items', index, 'media', 'url'] })),
  ];
}

function mediaProblems(component: ComponentForm, path: Path, files: readonly string[]): Problem[] {
  const allowed = component.type === componentType.file ? ['attachment'] : [...web, 'attachment'];
  return mediaOf(component).flatMap((media) => {
    const at = [...path, ...media.path];
    const name = attachmentName(media.url);
    return name !== undefined && !files.includes(name)
      ? [problem('UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', at)]
      : schemeProblems(at, media.url, allowed);
  });
}

/** The file that an address means, if it means one. */
export function attachmentName(url: string): string | undefined {
  const prefix = 'attachment://';
  return url.startsWith(prefix) ? url.slice(prefix.length) : undefined;
}
