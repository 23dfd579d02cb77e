import { type Article, type Coverage, isOut } from './article.ts';
import { addressKey, leadFirst, type Story } from './story.ts';
import { fold } from './text.ts';

/** What a card says: the article that leads, and who else covers the story. Plain JSON; equal tellings have equal JSON. */
export interface Telling {
  readonly article: Article;
  /** Everything else worth a line, best first, each provider once; the card shows as many as fit. */
  readonly coverage: readonly Coverage[];
}

/** Tells a story as led by one of its articles, with the others that readers may see at `now` as coverage. */
export function tell(story: Story, lead: Article, now: number): Telling {
  const siblings = story
    .filter((article) => isOut(article, now) && article.id !== lead.id)
    .sort(leadFirst)
    .flatMap(asCoverage);
  return { article: lead, coverage: foldCoverage([...siblings, ...lead.coverage], lead) };
}

/**
 * Leaves out what a reader would take for a repetition: the article's own page, a second line of one provider, and a
 * title that is nearly the same as one before it.
 */
function foldCoverage(coverage: readonly Coverage[], lead: Article): Coverage[] {
  const pages = new Set(lead.urls.map(addressKey));
  const providers = new Set<string>();
  const titles: Set<string>[] = [words(lead.title)];
  return coverage.filter((entry) => {
    const page = addressKey(entry.link);
    const provider = coverageDomain(entry);
    const title = words(entry.title);
    // The lead's own title may be repeated by others: that another provider tells it is the point of the line.
    const repeated = titles.slice(1).some((other) => similarity(title, other) >= 0.7);
    if (pages.has(page) || providers.has(provider) || repeated) return false;
    pages.add(page);
    providers.add(provider);
    titles.push(title);
    return true;
  });
}

/** The domain that stands for who covers a story: the provider's, else that of the link. */
export function coverageDomain({ provider, link }: Coverage): string {
  return (provider?.domain ?? new URL(link).hostname).toLowerCase().replace(/^www\./, '');
}

function asCoverage({ title, link, publishedAt, provider }: Article): Coverage[] {
  if (link === undefined) return [];
  return [{ title, link, publishedAt, ...(provider && { provider }) }];
}

function words(title: string): Set<string> {
  return new Set(fold(title).match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** The share of words that two titles have in common (Jaccard index, 0 to 1). */
function similarity(a: Set<string>, b: Set<string>): number {
  const shared = a.intersection(b).size;
  return shared === 0 ? 0 : shared / a.union(b).size;
}
