/** Where the articles of whoever uses this server come from, for a page on which one can write them. */
export interface ArticleDesk {
  list(): Promise<DeskList>;
  write(draft: DeskDraft): Promise<DeskAnswer>;
  /** Changes an article; what is absent stays. */
  change(articleId: string, change: DeskChange): Promise<DeskAnswer>;
}

/** The latest and the hottest articles, and names to choose from. */
export interface DeskList {
  /** Latest first, drafts among them. */
  readonly articles: readonly DeskArticle[];
  readonly topics: readonly string[];
  readonly providers: readonly string[];
  readonly pictures: readonly string[];
}

export interface DeskArticle {
  readonly id: string;
  readonly title: string;
  readonly published: boolean;
  /** Milliseconds since 1970. */
  readonly publishedAt: number;
  /** Absent when it is not rated. */
  readonly heat?: number;
  readonly provider?: string;
  readonly topics: readonly string[];
}

export interface DeskDraft {
  readonly title: string;
  readonly excerpt?: string;
  readonly topics: readonly string[];
  readonly provider?: string;
  readonly heat: number;
  readonly published: boolean;
  /** The address of the page that tells all of it. */
  readonly link?: string;
  /** The address of a photograph. */
  readonly picture?: string;
}

export interface DeskChange {
  readonly heat?: number;
  readonly published?: boolean;
}

export type DeskAnswer =
  | { readonly kind: 'written'; readonly id: string }
  /** Nothing was changed; `reason` is a sentence for whoever asked. */
  | { readonly kind: 'refused'; readonly reason: string };
