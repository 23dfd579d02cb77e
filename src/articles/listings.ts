import type { Article } from '../news/article.ts';
import { fold } from '../news/text.ts';
import type { IndexDatabase } from './index-schema.ts';

/** A list that a published article is in: of everything, of a topic, of a provider by its name or its domain. */
export interface Entry {
  readonly name: string;
  /** The topic or provider as people are to read it here; empty where the list is not one to offer. */
  readonly shown: string;
}

/** The name of the list of everything. */
export const everything = '';
export const topicMark = '#';
export const providerMark = '@';
export const topicList = (topic: string): string => topicMark + fold(topic);
/** @param provider its name or its domain */
export const providerList = (provider: string): string => providerMark + fold(provider);

/**
 * The lists that a published article is in. A provider is offered by its domain, as names are sometimes wrong and domains
 * are not.
 */
export function entriesOf({ topics, provider: { name, domain } = {} }: Article): Entry[] {
  const entries = [
    { name: everything, shown: '' },
    ...topics.map((topic) => ({ name: topicList(topic), shown: topic })),
  ];
  const offered = domain ?? name;
  if (offered !== undefined) entries.push({ name: providerList(offered), shown: name ?? offered });
  if (name !== undefined && offered !== undefined && providerList(name) !== providerList(offered))
    entries.push({ name: providerList(name), shown: '' });
  return entries;
}

/** Tells apart lists, and spellings within one. */
export const entryId = ({ name, shown }: Entry): string => `${name}\0${shown}`;

/** Puts articles into lists and takes them out, within one transaction. */
export interface Listing {
  add(key: number, article: Article): void;
  remove(key: number, article: Article): void;
  /** Keeps how many articles each list has come to hold; to be called at the transaction's end. */
  count(): void;
}

export function createListing({ prepare }: IndexDatabase): Listing {
  const changes = new Map<string, Entry & { uses: number }>();

  function use(entry: Entry, uses: number): void {
    const id = entryId(entry);
    const change = changes.get(id) ?? { ...entry, uses: 0 };
    change.uses += uses;
    changes.set(id, change);
  }

  return {
    add(key, article) {
      const { heat, quality, publishedAt, type, published } = article;
      if (!published) return;
      const insert = prepare(
        'INSERT INTO listed (name, heat, quality, published_at, key, type) VALUES (?, ?, ?, ?, ?, ?)',
      );
      for (const entry of entriesOf(article)) {
        insert.run(entry.name, rating(heat), rating(quality), publishedAt, key, fold(type));
        use(entry, 1);
      }
    },
    remove(key, article) {
      const { heat, quality, publishedAt, published } = article;
      if (!published) return;
      const remove = prepare(
        'DELETE FROM listed WHERE name = ? AND heat = ? AND quality = ? AND published_at = ? AND key = ?',
      );
      for (const entry of entriesOf(article)) {
        remove.run(entry.name, rating(heat), rating(quality), publishedAt, key);
        use(entry, -1);
      }
    },
    count() {
      const change = prepare(`
        INSERT INTO lists (name, shown, uses) VALUES (?, ?, ?)
        ON CONFLICT (name, shown) DO UPDATE SET uses = uses + excluded.uses
      `);
      for (const { name, shown, uses } of changes.values()) if (uses !== 0) change.run(name, shown, uses);
      prepare('DELETE FROM lists WHERE uses = 0').run();
    },
  };
}

/** Heat or quality as the index holds it: what is not rated comes last. */
export function rating(value: number | undefined): number {
  return value ?? -1;
}
