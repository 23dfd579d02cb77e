import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileStamp, NameCount, Reading } from '../../src/desk/ports.ts';
import { type Article, isOut } from '../../src/news/article.ts';
import { fold } from '../../src/news/text.ts';
import { anArticle } from '../support/builders.ts';
import { openIndex } from './indexes.ts';

const page = { offset: 0, limit: 100 };

const aFile = fc.constantFrom('a', 'b', 'c', 'd', 'e');

/** What an article says of itself, with names written in several ways. */
const anArticlesFields = fc.record(
  {
    topics: fc.uniqueArray(fc.constantFrom('AI', 'ai', 'Ai', 'C++', 'Cloud', 'cloud'), { selector: fold }),
    provider: fc.constantFrom(
      { name: 'Post' },
      { name: 'post.example' },
      { name: 'Post', domain: 'post.example' },
      { name: 'POST', domain: 'post.example' },
      { domain: 'post.example' },
      { name: 'Wire', domain: 'wire.example' },
    ),
    published: fc.boolean(),
    publishedAt: fc.integer({ min: 0, max: 9 }),
    heat: fc.integer({ min: 0, max: 3 }),
  },
  { requiredKeys: ['topics', 'published', 'publishedAt'] },
);

const aReading = fc
  .tuple(aFile, fc.option(anArticlesFields, { freq: 9 }))
  .map(([file, fields]): { file: FileStamp; reading: Reading } => {
    const { provider: _, heat: __, ...plain } = anArticle({ id: file });
    const reading: Reading =
      fields === null ? { kind: 'problem', problems: [] } : { kind: 'article', article: { ...plain, ...fields } };
    return { file: { file, stamp: '1' }, reading };
  });

type Step = { apply: { file: FileStamp; reading: Reading }[] } | { gone: string } | { now: number };
const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ apply: fc.array(aReading) }),
  fc.record({ gone: aFile }),
  fc.record({ now: fc.integer({ min: 0, max: 9 }) }),
);

describe('counts', () => {
  it('are those of counting anew, whatever was written and whatever the time is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { maxLength: 20 }), async (steps) => {
        const index = openIndex();
        const files = new Map<string, Reading>();
        let now = 5;
        for (const step of steps) {
          if ('now' in step) now = step.now;
          else if ('gone' in step) {
            files.delete(step.gone);
            await index.compare([...files.keys()].map((file) => ({ file, stamp: '1' })));
          } else {
            for (const { file, reading } of step.apply) files.set(file.file, reading);
            await index.apply(step.apply);
          }
          const out = [...files.values()].flatMap((reading) =>
            reading.kind === 'article' && isOut(reading.article, now) ? [reading.article] : [],
          );
          expect(await index.topics(undefined, 100, now)).toEqual(
            counted(out.flatMap(({ topics }) => topics.map((topic) => [fold(topic), topic]))),
          );
          expect(await index.providers(undefined, 100, now)).toEqual(
            counted(
              out.flatMap(({ provider: { name, domain } = {} }) => {
                const same = domain ?? name;
                return same === undefined ? [] : [[fold(same), name ?? same]];
              }),
            ),
          );
          for (const query of [{}, { topic: 'ai' }, { provider: 'post' }, { provider: 'post.example' }]) {
            const answering = out.filter((article) => answers(article, query));
            const { items, total } = await index.query({ ...query, sort: 'hottest', until: now }, page);
            expect(total).toBe(answering.length);
            expect(items.map(({ id }) => id).sort()).toEqual(answering.map(({ id }) => id).sort());
          }
        }
        await index.close();
      }),
      { numRuns: 200 },
    );
  });
});

/** Names with what tells them apart, counted: the most used spelling of the most used first. */
function counted(uses: readonly (readonly string[])[]): NameCount[] {
  const byCount = (a: NameCount, b: NameCount) => b.count - a.count || (a.name < b.name ? -1 : 1);
  const count = (names: readonly string[]): NameCount[] =>
    [...Map.groupBy(names, (name) => name)].map(([name, all]) => ({ name, count: all.length })).sort(byCount);
  return [...Map.groupBy(uses, ([same]) => same).values()]
    .flatMap((all) =>
      count(all.map(([, name = '']) => name))
        .slice(0, 1)
        .map(({ name }) => ({ name, count: all.length })),
    )
    .sort(byCount);
}

function answers({ topics, provider }: Article, query: { topic?: string; provider?: string }): boolean {
  const names = [provider?.name, provider?.domain].map((name) => fold(name ?? ''));
  return (
    (query.topic === undefined || topics.map(fold).includes(query.topic)) &&
    (query.provider === undefined || names.includes(query.provider))
  );
}
