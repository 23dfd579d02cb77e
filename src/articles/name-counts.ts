import type { NameCount } from '../desk/ports.ts';
import type { Article } from '../news/article.ts';
import { fold } from '../news/text.ts';
import type { IndexDatabase } from './index-schema.ts';
import { type Entry, entriesOf, entryId, providerMark, topicMark } from './listings.ts';

/** A name with its folded form. */
interface Name extends NameCount {
  readonly folded: string;
}

/** How many articles are out by a moment, in milliseconds since 1970, list by list. */
export interface NameCounts {
  /** Topics, most used first, each in its most used spelling. */
  topics(now: number): readonly Name[];
  /** Providers, likewise. */
  providers(now: number): readonly Name[];
  /** How many articles a list holds. */
  total(list: string, now: number): number;
  /** To be called after anything may have changed. */
  changed(): void;
}

/** Counts that are true from one moment until another, at which an article comes out. */
interface View {
  readonly from: number;
  readonly until: number;
  readonly totals: ReadonlyMap<string, number>;
  readonly topics: readonly Name[];
  readonly providers: readonly Name[];
}

export function createNameCounts(db: IndexDatabase): NameCounts {
  let view: View | undefined;
  const at = (now: number): View => {
    if (view === undefined || now < view.from || now >= view.until) view = viewAt(db, now);
    return view;
  };
  return {
    topics: (now) => at(now).topics,
    providers: (now) => at(now).providers,
    total: (list, now) => at(now).totals.get(list) ?? 0,
    changed() {
      view = undefined;
    },
  };
}

/** What the lists hold, without the few articles that are dated in the future. */
function viewAt({ prepare }: IndexDatabase, from: number): View {
  const upcoming = prepare(
    'SELECT json FROM articles JOIN contents USING (key) WHERE published = 1 AND published_at > ? ORDER BY published_at',
  )
    .all(from)
    .map(({ json }): Article => JSON.parse(String(json)));
  const early = new Map<string, number>();
  for (const id of upcoming.flatMap(entriesOf).map(entryId)) early.set(id, (early.get(id) ?? 0) + 1);

  const totals = new Map<string, number>();
  const spellings = new Map<string, NameCount[]>();
  for (const row of prepare('SELECT name, shown, uses FROM lists ORDER BY name, shown').all()) {
    const entry: Entry = { name: String(row['name']), shown: String(row['shown']) };
    const { name, shown } = entry;
    const count = Number(row['uses']) - (early.get(entryId(entry)) ?? 0);
    if (count === 0) continue;
    totals.set(name, (totals.get(name) ?? 0) + count);
    if (shown === '') continue;
    const known = spellings.get(name);
    if (known === undefined) spellings.set(name, [{ name: shown, count }]);
    else known.push({ name: shown, count });
  }

  const marked = (mark: string): Name[] =>
    [...spellings].flatMap(([list, all]) => (list.startsWith(mark) ? mostUsed(all) : [])).sort(mostUsedFirst);
  return {
    ...{ from, until: upcoming[0]?.publishedAt ?? Number.POSITIVE_INFINITY, totals },
    ...{ topics: marked(topicMark), providers: marked(providerMark) },
  };
}

/** One name for all spellings of it. */
function mostUsed(spellings: readonly NameCount[]): Name[] {
  const [first] = spellings.toSorted(mostUsedFirst);
  if (first === undefined) return [];
  const { name } = first;
  return [{ name, folded: fold(name), count: spellings.reduce((sum, { count }) => sum + count, 0) }];
}

function mostUsedFirst(a: NameCount, b: NameCount): number {
  return b.count - a.count || (a.name < b.name ? -1 : 1);
}

/** Those of the names that contain `like`, beginnings first, in their given order otherwise. */
export function namesLike(names: readonly Name[], like = '', limit = names.length): NameCount[] {
  const wanted = fold(like);
  const begin = names.filter(({ folded }) => folded.startsWith(wanted));
  const contain = names.filter(({ folded }) => folded.includes(wanted) && !folded.startsWith(wanted));
  return [...begin, ...contain].slice(0, limit).map(({ name, count }) => ({ name, count }));
}
