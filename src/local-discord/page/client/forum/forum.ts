import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PageChannel, PagePost } from '../../contract.ts';
import { icon } from '../icons.ts';
import { markdown, plainLine, type TextContext } from '../markdown/view.ts';
import { messagePicture, messageText } from '../message/text.ts';
import { pictureAddress } from '../state/api.ts';
import type { Intents } from '../state/intents.ts';
import type { Model } from '../state/model.ts';
import { channelType, type Place } from '../state/places.ts';
import { formatTime, fullTime } from '../time.ts';
import { filterPosts } from './filter-posts.ts';
import { viewTagName, viewTags } from './tags.ts';

/** Of a forum with many posts, so many are drawn; the tags find the others. */
const mostPosts = 200;
/** In CSS pixels, as `forum.css` has it. */
const pictureRoom = { width: 96, height: 72 };

/** The posts of a forum or media channel, with the tags that they can be filtered by. */
export function viewForum(model: Model, { channel }: Place, context: TextContext, intents: Intents): TemplateResult {
  const posts = model.posts[channel.id];
  const wanted = model.tags[channel.id] ?? new Set();
  const shown = filterPosts(posts ?? [], wanted);
  const gallery = channel.type === channelType.media;
  return html`<section class="forum" aria-label="Posts of ${channel.name}" tabindex="-1">
    ${channel.topic ? html`<div class="forum-guide">${markdown(channel, channel.topic, context)}</div>` : nothing}
    ${viewFilter(channel, wanted, intents)}
    ${viewPosts(posts === undefined ? undefined : shown)}
  </section>`;

  function viewPosts(listed: readonly PagePost[] | undefined): TemplateResult {
    if (listed === undefined) return html`<p class="nowhere" role="status">Loading…</p>`;
    if (listed.length === 0)
      return html`<p class="nowhere">${wanted.size === 0 ? 'There are no posts here yet.' : 'No post has these tags.'}</p>`;
    return html`<ul class="posts ${gallery ? 'gallery' : ''}">${repeat(
      listed.slice(0, mostPosts),
      (post) => post.channel.id,
      (post) => html`<li>${viewPost(post, channel, model, context, intents)}</li>`,
    )}</ul>`;
  }
}

function viewFilter(
  { id, available_tags: tags = [] }: PageChannel,
  wanted: ReadonlySet<string>,
  intents: Intents,
): TemplateResult | typeof nothing {
  if (tags.length === 0) return nothing;
  return html`<div class="forum-filter" role="group" aria-label="Filter by tag">${tags.map(
    (tag) =>
      html`<button type="button" class="tag" aria-pressed=${wanted.has(tag.id)} @click=${() => intents.filterPosts(id, tag.id)}>${viewTagName(tag)}</button>`,
  )}</div>`;
}

function viewPost(
  { channel, first }: PagePost,
  forum: PageChannel,
  model: Model,
  context: TextContext,
  intents: Intents,
): TemplateResult {
  const { id, name, thread } = channel;
  const picture = first === null ? undefined : messagePicture(first);
  const text = first === null ? '' : messageText(first);
  const created = Date.parse(thread?.created_timestamp ?? '');
  const replies = thread?.message_count ?? 0;
  return html`<article class="post ${model.unread.has(id) ? 'unread' : ''}">
    ${picture === undefined ? nothing : html`<img class="post-picture" src=${pictureAddress(picture, forum.type === channelType.media ? undefined : pictureRoom)} alt="" loading="lazy" />`}
    <div class="post-text">
      ${viewTags(channel, forum)}
      <h3><a href="#${id}" dir="auto" @click=${(event: Event) => {
        event.preventDefault();
        intents.openChannel(id);
      }}>${name}</a></h3>
      <p class="post-preview" dir="auto">${
        first === null
          ? html`<i>The first message was deleted.</i>`
          : html`<strong>${first.author.username}</strong>${text === '' ? nothing : html`: ${plainLine(first, text, context)}`}`
      }</p>
      <p class="post-facts">
        ${thread?.pinned ? html`<span>${icon('pin')}Pinned</span>` : nothing}
        ${thread?.locked ? html`<span>${icon('lock')}Locked</span>` : nothing}
        ${thread?.archived ? html`<span>${icon('archive')}Archived</span>` : nothing}
        <span title="Messages">${icon('chat')}${replies}</span>
        <time datetime=${thread?.created_timestamp ?? nothing} title=${fullTime(created)}>${formatTime(created, 'R', model.now) ?? ''}</time>
      </p>
    </div>
  </article>`;
}
