import { html, nothing, type TemplateResult } from 'lit';
import type { PageChannel, PageTag } from '../../contract.ts';

/** The tags of a post, out of those that its forum has. */
export function viewTags(post: PageChannel, forum: PageChannel | undefined): TemplateResult | typeof nothing {
  const applied = (forum?.available_tags ?? []).filter(({ id }) => post.thread?.applied_tags.includes(id));
  if (applied.length === 0) return nothing;
  return html`<span class="tags">${applied.map((tag) => html`<span class="tag">${viewTagName(tag)}</span>`)}</span>`;
}

export function viewTagName({ name, emoji_name }: PageTag): TemplateResult {
  return html`${emoji_name === null ? nothing : html`<span class="emoji">${emoji_name}</span>`}<span dir="auto">${name}</span>`;
}
