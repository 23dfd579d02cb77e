import type { Article } from '../news/article.ts';
import type { Feed, FeedRules } from '../news/feed.ts';
import type { SavedStory } from './delivery-ports.ts';
import type { ArticleQuery, NameCount, Page } from './ports.ts';

/** What people can ask of the desk: the only thing that slash commands see. */
export interface Desk {
  /** Published articles that answer a query. */
  news(query: ArticleQuery, page: { offset: number; limit: number }): Promise<Page<Article>>;
  find(articleId: string): Promise<Article | undefined>;
  topics(like?: string, limit?: number): Promise<readonly NameCount[]>;
  providers(like?: string, limit?: number): Promise<readonly NameCount[]>;

  feeds(): Promise<readonly Feed[]>;
  /**
   * Opens a feed: its `catchUp` hottest stories are posted, the others that it wants count as from before. If the channel has
   * one, changes its rules, and posts nothing of the past.
   */
  openFeed(request: OpenFeedRequest): Promise<OpenFeedResult>;
  closeFeed(channelId: string): Promise<boolean>;

  /** The article that leads the card with this id, if there is such a card. */
  articleOfCard(cardId: string): Promise<Article | undefined>;
  save(userId: string, article: Article): Promise<boolean>;
  unsave(userId: string, articleId: string): Promise<boolean>;
  saved(userId: string, page: { offset: number; limit: number }): Promise<Page<SavedStory>>;
}

export interface OpenFeedRequest {
  readonly channelId: string;
  readonly guildId?: string;
  readonly rules: FeedRules;
  /** How many stories to post at once. */
  readonly catchUp: number;
}

export type OpenFeedResult =
  /** `posted` stories are on their way; `before` were marked as from before. */
  | { readonly result: 'opened'; readonly feed: Feed; readonly posted: number; readonly before: number }
  /** The channel's feed has these rules from now on; `before` more stories were marked as from before. */
  | { readonly result: 'changed'; readonly feed: Feed; readonly before: number }
  /** The channel has a feed with just these rules. */
  | { readonly result: 'exists'; readonly feed: Feed };
