import { schemeProblems } from './address-rules.ts';
import { emptyItem, problem, required } from './codes.ts';
import type { EmbedForm } from './forms.ts';
import { lengthOf, type Path, type Problem } from './problem.ts';

const web = ['http', 'https'];
const media = [...web, 'attachment'];

/** What is wrong with embeds beyond what the specification says of each field. */
export function embedProblems(embeds: readonly EmbedForm[]): Problem[] {
  const total = embeds.reduce((sum, embed) => sum + embedLength(embed), 0);
  return [
    ...embeds.flatMap((embed, index) => eachProblems(embed, ['embeds', index])),
    ...(total > 6000 ? [problem('MAX_EMBED_SIZE_EXCEEDED', ['embeds'])] : []),
  ];
}

function eachProblems(embed: EmbedForm, path: Path): Problem[] {
  if (Object.keys(embed).length === 0) return [emptyItem(path)];
  const { url, author, footer, image, thumbnail, fields } = embed;
  return [
    ...schemeProblems([...path, 'url'], url, web),
    ...schemeProblems([...path, 'author', 'url'], author?.url, web),
    ...schemeProblems([...path, 'author', 'icon_url'], author?.icon_url, media),
    ...schemeProblems([...path, 'footer', 'icon_url'], footer?.icon_url, media),
    ...schemeProblems([...path, 'image', 'url'], image?.url, media),
    ...schemeProblems([...path, 'thumbnail', 'url'], thumbnail?.url, media),
    ...(fields ?? []).flatMap(({ name, value }, index) => [
      ...(name.trim() === '' ? [required([...path, 'fields', index, 'name'])] : []),
      ...(value.trim() === '' ? [required([...path, 'fields', index, 'value'])] : []),
    ]),
  ];
}

/** The characters of an embed that count towards a message's 6,000. */
function embedLength({ title, description, author, footer, fields }: EmbedForm): number {
  const texts = [title, description, author?.name, footer?.text, ...(fields ?? []).flatMap((f) => [f.name, f.value])];
  return texts.reduce((sum, text) => sum + lengthOf(text ?? ''), 0);
}
