import type { Article, Problem } from '../news/article.ts';
import type { Story } from '../news/story.ts';

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms` milliseconds, or at once when `signal` aborts; never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lets whatever else is ready go first, such as answers to people: for use within long work. */
  breathe(): Promise<void>;
}

export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A new identifier of 16 characters of the base64url alphabet. */
  id(): string;
}

/** Where the program says what it does. The shape is pino's. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A file as a listing sees it. */
export interface FileStamp {
  /** The file's address for {@link ArticleSource.read}. Opaque to everyone else. */
  readonly file: string;
  /** Changes whenever the file's bytes may have changed. */
  readonly stamp: string;
}

/** All files, looked at anew each time that it is gone through. */
export type FileListing = Iterable<FileStamp> | AsyncIterable<FileStamp>;

/** What became of reading a file. Nothing throws past this point because of what a file holds. */
export type Reading =
  | { readonly kind: 'article'; readonly article: Article }
  /** The file is meant as an article, and is left out until someone mends it. */
  | { readonly kind: 'problem'; readonly problems: readonly Problem[] }
  /** The file is something else, such as a newsletter: counted, never reported. */
  | { readonly kind: 'passed over' }
  /** The file went or changed while it was read, or may be half written; the next listing tells. */
  | { readonly kind: 'unsettled' };

export interface ArticleSource {
  /** @throws HeatwireError `SOURCE_UNREADABLE` when a root cannot be listed */
  list(): AsyncIterable<FileStamp>;
  /**
   * What a listing would say of these files, which were told to have changed; undefined when only a complete one can tell,
   * as when one is gone, or a link, or has its identity from another file.
   */
  look(files: readonly string[]): Promise<readonly FileStamp[] | undefined>;
  read(file: string): Promise<Reading>;
  /**
   * Calls `changed` after files have changed that a listing has seen since, or would see: once for a burst, and with the
   * files if it was nothing but these. Returns the way to stop.
   */
  watch(changed: (files?: readonly string[]) => void): { close(): void };
}

/**
 * A place in the index's sequence of changes. Each time an index is opened is a generation of its own, and no sequence
 * number is given twice within one.
 */
export interface Position {
  readonly generation: string;
  readonly sequence: number;
}

export type Sort = 'hottest' | 'newest' | 'quality' | 'relevance';

/** What the commands ask for. Published articles only; absent fields ask for nothing in particular. */
export interface ArticleQuery {
  readonly topic?: string;
  /**
   * Words, all of which must occur; no query language. The last one may be a beginning, unless it has one or two letters, or
   * more than 250 articles have the words as they stand.
   */
  readonly search?: string;
  /** A provider's name or domain. */
  readonly provider?: string;
  readonly type?: string;
  readonly minHeat?: number;
  /** Published at or after; milliseconds since 1970. */
  readonly since?: number;
  /** Published at or before; milliseconds since 1970. Leaves out what is dated in the future. */
  readonly until?: number;
  /** `relevance` without `search` is `hottest`. */
  readonly sort: Sort;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** How many there are over all pages. */
  readonly total: number;
  /** There are more than that, which no page shows. */
  readonly more?: true;
}

export interface NameCount {
  readonly name: string;
  readonly count: number;
}

export interface ArticleIndex {
  /**
   * Compares a complete listing with what was applied before: says how many files it has seen and which of them must be
   * read, and forgets those that are gone.
   *
   * @param listing gone through a second time if some are gone
   */
  compare(listing: FileListing): Promise<{ readonly seen: number; readonly stale: readonly FileStamp[] }>;
  /** Which of some files must be read. */
  stale(files: readonly FileStamp[]): Promise<readonly FileStamp[]>;
  /**
   * Takes in what was read, many files in several transactions. An article gets a new sequence number only if a field that a
   * reader sees changed, so a rewrite of ciphertext, line ends or field order is no change.
   */
  apply(readings: readonly { readonly file: FileStamp; readonly reading: Reading }[]): Promise<void>;

  /** Articles changed after `after` (all, when it is absent or this index never came to it), oldest change first. */
  changes(
    after: Position | undefined,
    limit: number,
  ): Promise<{ readonly articleIds: readonly string[]; readonly position: Position }>;
  /** Ids of published articles with `after` < publishedAt ≤ `until`. */
  comingDue(after: number, until: number): Promise<readonly string[]>;
  /** The stories that these articles belong to, each once, complete with drafts. */
  storiesOf(articleIds: readonly string[]): Promise<readonly Story[]>;
  /** Ids of all published articles with at least this heat, hottest first. */
  hotterThan(minHeat: number): Promise<readonly string[]>;

  find(articleId: string): Promise<Article | undefined>;
  /** Of a search at most 250 articles; by relevance, the best of those that were taken in last. */
  query(query: ArticleQuery, page: { readonly offset: number; readonly limit: number }): Promise<Page<Article>>;
  /**
   * Topics of articles published by `until` (any time), most used first; with `like`, those that contain it, beginnings
   * first.
   */
  topics(like?: string, limit?: number, until?: number): Promise<readonly NameCount[]>;
  /** Providers, likewise. */
  providers(like?: string, limit?: number, until?: number): Promise<readonly NameCount[]>;
  /** `eligible`: published, with at least `minHeat`. `passedOver`: files that are no articles. */
  counts(minHeat: number): Promise<{ count: number; eligible: number; problems: number; passedOver: number }>;
  close(): Promise<void>;
}
