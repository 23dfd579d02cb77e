import {
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIEmbed,
  type APIEmbedAuthor,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Article, Coverage } from '../news/article.ts';
import type { Telling } from '../news/telling.ts';
import { domainOf, siteOf, webAddress } from './address.ts';
import { heatColor } from './heat-color.ts';
import { limits } from './limits.ts';
import { dotted, escapeMarkdown, isShowable, linkLabel, maskedLink, quote, relativeTime } from './markdown.ts';
import type { MessageBody } from './message-body.ts';
import { choosePicture } from './picture.ts';
import { isVideo, linkOf, publisherOf, ratingLine, titleOf } from './story-parts.ts';
import { clean, cut, readableExcerpt } from './text.ts';

const saveButtonPrefix = 'saved:add:';
const longestExcerpt = 400;
const mostCoverage = 5;
const longestDomain = 40;
const hour = 3_600_000;

export interface CardOptions {
  /** At most 90 characters. */
  readonly cardId: string;
  /** Leaves out every picture, icon and the publisher's site: for when Discord has refused an address. */
  readonly plain?: boolean;
}

/**
 * The message that shows a story. From top to bottom: who published it, the linked title, the excerpt, one line of
 * heat, quality and topics, related coverage, the picture, the publishing time, and buttons to read and save it.
 *
 * Pure and deterministic; keeps Discord's limits for any article.
 */
export function renderCard({ article, coverage }: Telling, { cardId, plain = false }: CardOptions): MessageBody {
  const link = linkOf(article);
  const author = renderAuthor(article, plain);
  const picture = plain ? undefined : choosePicture(article);
  const lines = coverageLines(coverage);
  const embed: APIEmbed = {
    ...(author && { author }),
    title: titleOf(article, limits.title),
    ...(link !== undefined && { url: link }),
    ...described(article),
    color: heatColor(article.heat),
    ...(lines.length > 0 && { fields: [{ name: 'Also covered by', value: lines.join('\n') }] }),
    ...(picture && { [picture.size === 'large' ? 'image' : 'thumbnail']: { url: picture.address } }),
    ...(isShowable(article.publishedAt) && {
      footer: { text: 'Published' },
      timestamp: new Date(article.publishedAt).toISOString(),
    }),
  };
  return { embeds: [embed], components: [{ type: ComponentType.ActionRow, components: buttons(article, cardId) }] };
}

/** The custom_id of a card's save button, by which the card is also found again in a channel. */
export function customIdOfCard(cardId: string): string {
  return saveButtonPrefix + cardId;
}

/** The id of the card that a message's components (raw, as the API gives them) belong to, if they are a card's. */
export function cardIdIn(components: unknown): string | undefined {
  if (!Array.isArray(components)) return undefined;
  for (const component of components as unknown[]) {
    if (typeof component !== 'object' || component === null) continue;
    if ('custom_id' in component && typeof component.custom_id === 'string') {
      const { custom_id } = component;
      if (custom_id.startsWith(saveButtonPrefix)) return custom_id.slice(saveButtonPrefix.length);
    }
    const nested = 'components' in component ? cardIdIn(component.components) : undefined;
    if (nested !== undefined) return nested;
  }
  return undefined;
}

function renderAuthor(article: Article, plain: boolean): APIEmbedAuthor | undefined {
  const publisher = publisherOf(article);
  const name = dotted([publisher, isVideo(article) ? '▶ video' : undefined]);
  if (name === '') return undefined;
  const site = plain ? undefined : siteOf(article.provider?.domain);
  const logo = plain ? undefined : webAddress(article.provider?.logo?.url);
  return { name, ...(site !== undefined && { url: site }), ...(logo !== undefined && { icon_url: logo }) };
}

function described(article: Article): { description?: string } {
  const text = readableExcerpt(article.excerpt ?? '', longestExcerpt);
  const excerpt = text === clean(article.title) ? '' : escapeMarkdown(text);
  const facts = dotted([ratingLine(article), updated(article)]);
  const description = [excerpt, facts].filter((part) => part !== '').join('\n\n');
  return description === '' ? {} : { description };
}

/** Publishers correct a line within minutes; only what comes an hour later is news to a reader. */
function updated({ publishedAt, updatedAt }: Article): string {
  if (updatedAt === undefined || updatedAt - publishedAt < hour) return '';
  const time = relativeTime(updatedAt);
  return time && `updated ${time}`;
}

/** As many lines as fit one field, at most five; labels are shortened further when that lets in more of them. */
function coverageLines(coverage: readonly Coverage[]): string[] {
  const attempts = [80, 60, 40].map((longestLabel) => {
    const lines: string[] = [];
    let length = 0;
    for (const entry of coverage) {
      const line = coverageLine(entry, longestLabel);
      if (line === undefined || length + line.length + 1 > limits.fieldValue) continue;
      lines.push(line);
      length += line.length + 1;
      if (lines.length === mostCoverage) break;
    }
    return lines;
  });
  return attempts.reduce((best, lines) => (lines.length > best.length ? lines : best));
}

function coverageLine({ title, link, provider, publishedAt }: Coverage, longestLabel: number): string | undefined {
  const address = webAddress(link);
  if (address === undefined) return undefined;
  const domain = domainOf(siteOf(provider?.domain)) ?? domainOf(link) ?? '';
  const label = linkLabel(title, longestLabel) || linkLabel(provider?.name ?? '', longestLabel) || 'Read it there';
  const time = publishedAt === undefined ? '' : relativeTime(publishedAt);
  return `• ${dotted([maskedLink(label, address), quote(cut(domain, longestDomain), limits.fieldValue), time])}`;
}

function buttons(article: Article, cardId: string): (APIButtonComponentWithURL | APIButtonComponentWithCustomId)[] {
  const link = webAddress(linkOf(article), limits.buttonUrl);
  const mobile = webAddress(article.mobileLink, limits.buttonUrl);
  return [
    ...(link !== undefined ? [linkButton(isVideo(article) ? '▶ Watch' : 'Read', link)] : []),
    ...(mobile !== undefined && mobile !== link ? [linkButton('Mobile page', mobile)] : []),
    {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: 'Save',
      emoji: { name: '🔖' },
      custom_id: customIdOfCard(cardId),
    },
  ];
}

function linkButton(label: string, url: string): APIButtonComponentWithURL {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label, url };
}
