import { type APIActionRowComponent, type APIEmbed, type APIStringSelectComponent, ComponentType } from 'discord.js';
import type { Page } from '../desk/ports.ts';
import type { Article } from '../news/article.ts';
import { webAddress } from './address.ts';
import { heatColor } from './heat-color.ts';
import { limits } from './limits.ts';
import { counted, notice, orList, type Place, pageInWords, pager } from './lists.ts';
import { dotted, escapeMarkdown, quote, relativeTime } from './markdown.ts';
import type { MessageBody } from './message-body.ts';
import { askInWords, encodeAsk, filtersInWords, type NewsAsk } from './news-ask.ts';
import { choosePicture } from './picture.ts';
import { heatOf, isVideo, linkOf, shortPublisherOf, titleOf } from './story-parts.ts';
import { storyValue } from './story-value.ts';
import { clean, cut, readableExcerpt } from './text.ts';

export const storiesPerPage = 5;
const longestTitle = 120;
const longestExcerpt = 160;

/** A page of `/news`: what was asked, a compact embed for each story, buttons to turn the page and a menu to save one. */
export function renderNews(ask: NewsAsk, { items, total, more }: Page<Article>, place: Place): MessageBody {
  const articles = items.slice(0, storiesPerPage);
  const links = distinct(articles.map(linkOf));
  const stories = more ? `more than ${total.toLocaleString('en')} stories` : counted(total, 'story', 'stories');
  const extent = [stories, pageInWords(place)].filter((part) => part !== undefined);
  return {
    content: `${askInWords(ask)} — ${extent.join(', ')}`,
    embeds: articles.map((article, index) => renderEntry(article, links[index])),
    components: [...saveMenu(articles, ask, place), ...pager(place, (page) => `news:${encodeAsk(ask, page)}`)],
  };
}

/** What to say when nothing answers an ask, because there is nothing yet. */
export const noStories = notice('There are no published stories yet.');

/**
 * What to say when nothing answers an ask although there are stories: what could be loosened, and which topics there are.
 * All names are others' text.
 */
export function renderNoNews(ask: NewsAsk, near: readonly string[], topics: readonly string[]): MessageBody {
  const { topic, search, provider, minHeat, since, type } = ask;
  const loosen = [
    topic && (topics.length > 0 ? 'try another topic' : 'leave out `topic`'),
    search && 'search for fewer or other words',
    provider && 'leave out `provider`',
    minHeat === undefined ? undefined : minHeat > 0 ? 'lower `min-heat`' : 'leave out `min-heat`',
    since && (since === 'year' ? 'leave out `since`' : 'look further back with `since`'),
    type && 'leave out `type`',
  ].filter((hint) => typeof hint === 'string');
  const bold = (names: readonly string[]) => names.map((name) => `**${quote(name, 90, 40)}**`);
  return notice(
    `Nothing found: ${filtersInWords(ask)}.`,
    loosen.length > 0 ? `You could ${orList(loosen)}.` : undefined,
    near.length > 0 ? `Did you mean ${orList(bold(near.slice(0, 3)))}?` : undefined,
    topics.length > 0 ? `Topics with the most stories: ${bold(topics.slice(0, 8)).join(', ')}.` : undefined,
  );
}

function renderEntry(article: Article, link: string | undefined): APIEmbed {
  const { publishedAt, heat, excerpt = '' } = article;
  const facts = dotted([
    escapeMarkdown(shortPublisherOf(article) ?? ''),
    isVideo(article) ? '▶ video' : undefined,
    heatOf(article),
    relativeTime(publishedAt),
  ]);
  const text = readableExcerpt(excerpt, longestExcerpt);
  const description = [facts, text === clean(article.title) ? '' : escapeMarkdown(text)].filter((part) => part !== '');
  const picture = choosePicture(article);
  return {
    title: titleOf(article, limits.title, longestTitle),
    ...(link !== undefined && { url: link }),
    ...(description.length > 0 && { description: description.join('\n') }),
    color: heatColor(heat),
    ...(picture && { thumbnail: { url: picture.address } }),
  };
}

function saveMenu(
  articles: readonly Article[],
  ask: NewsAsk,
  { page }: Place,
): APIActionRowComponent<APIStringSelectComponent>[] {
  if (articles.length === 0) return [];
  const options = articles.map((article) => {
    const publisher = shortPublisherOf(article);
    return {
      label: cut(clean(article.title), limits.optionLabel) || 'Untitled story',
      value: storyValue(article.id),
      ...(publisher !== undefined && { description: cut(publisher, limits.optionLabel) }),
    };
  });
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: `saved:pick:${encodeAsk(ask, page)}`,
    placeholder: 'Save a story…',
    options,
  };
  return [{ type: ComponentType.ActionRow, components: [menu] }];
}

/** Discord merges embeds of one message that share an address, so a repeated one gets a fragment of its own. */
function distinct(links: readonly (string | undefined)[]): (string | undefined)[] {
  const seen = new Set<string>();
  return links.map((link, index) => {
    if (link === undefined) return undefined;
    const own = seen.has(link) ? webAddress(`${link}${link.includes('#') ? '-' : '#'}${index + 1}`) : link;
    if (own !== undefined) seen.add(own);
    return own;
  });
}
