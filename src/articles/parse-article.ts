import type { Reading } from '../desk/ports.ts';
import type { Article, Coverage, Problem, Provider, Video } from '../news/article.ts';
import { fold } from '../news/text.ts';
import { type ArticleFields, articleFields } from './article-schema.ts';
import { readFrontMatter, shorten } from './front-matter.ts';
import { playerAddress, videoAt } from './video.ts';

/**
 * Parses one article file. Pure, and total: whatever the bytes are, it returns a reading.
 *
 * @param id the article's identity: the file's path below its root without extension
 * @param file what messages call the file
 */
export function parseArticle({ id, file, bytes }: { id: string; file: string; bytes: Uint8Array }): Reading {
  const front = readFrontMatter(bytes);
  if (front.kind === 'none') return { kind: 'passed over' };
  if (front.kind === 'broken') return wholeFileProblem(file, front.holds, front.wanted);
  if (!isNews(front.fields)) return { kind: 'passed over' };

  const parsed = articleFields.safeParse(front.fields, { reportInput: true });
  if (!parsed.success) {
    const problems = parsed.error.issues.slice(0, maxProblems).map(({ path, input, message }) => ({
      file,
      field: fieldPath(path),
      holds: describe(input),
      wanted: message,
    }));
    return { kind: 'problem', problems };
  }
  const problems = impossibleDays(front.source).map((wrong) => ({ file, ...wrong }));
  return problems.length > 0 ? { kind: 'problem', problems } : { kind: 'article', article: toArticle(id, parsed.data) };
}

/** A reading that says one thing about a file as a whole. */
export function wholeFileProblem(file: string, holds: string, wanted: string): Reading {
  return { kind: 'problem', problems: [{ file, field: '', holds, wanted }] };
}

const maxProblems = 20;

function isNews(fields: Readonly<Record<string, unknown>>): boolean {
  const category = fields['category'];
  if (category === undefined) return fields['heat'] !== undefined || fields['published'] !== undefined;
  return typeof category === 'string' && fold(category) === 'news';
}

/** Times whose day YAML takes for another one: it carries February 31 over to March, and the year 71 to 1971. */
function impossibleDays(source: string): Omit<Problem, 'file'>[] {
  const times = source.matchAll(/\b((?:published|updated)DateTime):[ \t]*((\d{4})-(\d\d?)-(\d\d?))/g);
  return [...times].flatMap(([, field = '', day = '', year, month, date]) => {
    const real = Number(year) >= 1000 && new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
    if (real && real.getUTCDate() === Number(date) && real.getUTCMonth() === Number(month) - 1) return [];
    return [{ field, holds: day, wanted: 'a day of the calendar' }];
  });
}

function toArticle(id: string, fields: ArticleFields): Article {
  const { title, excerpt, heat, quality, webUrl, originalUrl, ampWebUrl, cdnAmpWebUrl } = fields;
  const link = webUrl ?? originalUrl;
  const mobileLink = ampWebUrl ?? cdnAmpWebUrl;
  const provider = fields.provider && toProvider(fields.provider);
  const video = findVideo(fields);
  return {
    id,
    title,
    ...(excerpt !== undefined && { excerpt }),
    publishedAt: fields.publishedDateTime,
    ...(fields.updatedDateTime !== undefined && { updatedAt: fields.updatedDateTime }),
    ...(link !== undefined && { link }),
    ...(mobileLink !== undefined && { mobileLink }),
    type: fields.type ?? 'article',
    ...(quality !== undefined && quality >= 0 && { quality }),
    ...(heat !== undefined && heat >= 0 && { heat }),
    published: fields.published ?? false,
    ...(provider && { provider }),
    topics: distinctTopics(fields.topics ?? []),
    pictures: fields.images ?? [],
    coverage: (fields.related ?? []).flatMap(toCoverage),
    ...(video && { video }),
    urls: distinct([webUrl, originalUrl, ampWebUrl, cdnAmpWebUrl]),
  };
}

function distinctTopics(topics: readonly string[]): string[] {
  const folded = topics.map(fold);
  return topics.filter((topic, index) => topic !== '' && folded.indexOf(folded[index] ?? '') === index);
}

function toProvider({ images, ...provider }: NonNullable<ArticleFields['provider']>): Provider {
  const logo = images?.[0];
  return { ...provider, ...(logo && { logo }) };
}

function toCoverage(entry: NonNullable<ArticleFields['related']>[number]): Coverage[] {
  const { title, publishedDateTime, provider } = entry;
  const link = entry.webUrl ?? entry.originalUrl;
  if (link === undefined) return [];
  return [
    {
      title,
      link,
      ...(publishedDateTime !== undefined && { publishedAt: publishedDateTime }),
      ...(provider && { provider }),
    },
  ];
}

function findVideo({ featuredContent = '', webUrl, originalUrl }: ArticleFields): Video | undefined {
  for (const address of distinct([playerAddress(featuredContent), webUrl, originalUrl])) {
    const video = videoAt(address);
    if (video) return video;
  }
  return undefined;
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}

function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((above, part) => {
    if (typeof part === 'number') return `${above}[${part}]`;
    return above === '' ? String(part) : `${above}.${String(part)}`;
  }, '');
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number') return String(value);
  return shorten(JSON.stringify(value));
}
