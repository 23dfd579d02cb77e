import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArticleIndex } from '../src/articles/article-index.ts';
import { createFolderSource } from '../src/articles/folder-source.ts';
import { parseArticle } from '../src/articles/parse-article.ts';
import type { ArticleIndex } from '../src/desk/ports.ts';
import { refresh } from '../src/desk/refresh.ts';
import { everyName } from '../src/discord/names.ts';
import { newsAsk, queryOf } from '../src/discord/news-ask.ts';
import { storiesPerPage } from '../src/discord/news-list.ts';
import { createDice } from '../test/support/dice.ts';
import { startLocalDiscord } from '../test/support/local-discord.ts';
import { startProgram } from '../test/support/program.ts';
import { writeArchive } from './archive.ts';
import { articlePath, articleText } from './archive-text.ts';
import { ask, type Kind, kinds, type Question, questionOf, questions } from './asking.ts';
import { exponent, type Figure, median, percentile, type Scenario, timed } from './bench.ts';

const works: Readonly<Record<Kind, string>> = {
  topic: '`/news` by topic',
  search: '`/news` by search',
  autocomplete: 'topics and providers while they are typed',
  topics: '`/topics`',
};

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Something for each kind of question, under the bench's name and the kind's. */
function ofKinds<Bench extends string, Of extends string, T>(
  bench: Bench,
  of: readonly Of[],
  value: (kind: Of) => T,
): Record<`${Bench} ${Of}`, T> {
  return Object.fromEntries(of.map((kind) => [`${bench} ${kind}`, value(kind)])) as Record<`${Bench} ${Of}`, T>;
}

const commandsFigure = (kind: Kind): Figure => ({
  work: `${works[kind]} while nothing else is done: p99 from asking to the arrival of the first answer at Discord, of all but the first tenth of the questions`,
  ...{ unit: 'ms', aims: [{ of: 'value', is: 'at most', limit: 25 }] },
});

/** The whole program, asked one question after another: more than its handlers take, as the way there and back is in it. */
export const commands: Scenario<`commands ${Kind}`> = {
  figures: ofKinds('commands', kinds, commandsFigure),
  async round({ articles }, round) {
    const { folder, remove } = await writeArchive(articles, 1);
    const data = await mkdtemp(join(tmpdir(), 'heatwire-bench-'));
    let arrived = 0;
    const discord = await startLocalDiscord({}, ({ path }, next) => {
      if (path.endsWith('/callback')) arrived = performance.now();
      return next();
    });
    // What is measured begins after the first scan, which is shorter so.
    const index = createArticleIndex({ file: join(data, 'index.db') });
    await refresh(createFolderSource({ roots: [folder], log: silent }), index);
    await index.close();
    const program = startProgram({
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
      ...{ DATA_DIR: data, ARTICLES_DIR: folder },
    });
    try {
      await program.ready(120_000);
      const asker = { url: discord.url, channelId: discord.channels['general'] ?? '' };
      const dice = createDice(round);
      const timeOf = async (kind: Kind): Promise<number> => {
        const start = performance.now();
        await ask(asker, questionOf(kind, dice));
        return arrived - start;
      };
      const asked = ofKinds('commands', kinds, (): number[] => []);
      const each = Math.min(300, articles / 50);
      for (let number = 0; number < each; number++)
        for (const kind of kinds) {
          const ms = await timeOf(kind);
          // Of the first, each finds code that never ran.
          if (number >= each / 10) asked[`commands ${kind}`].push(ms);
        }
      return ofKinds('commands', kinds, (kind) => ({ value: percentile(asked[`commands ${kind}`], 0.99) }));
    } finally {
      await program.kill('SIGTERM');
      await discord.close();
      await remove();
      await rm(data, { recursive: true });
    }
  },
};

const all = [...kinds, 'mix'] as const;

/** How what the index does for each question grows with the archive. */
export const growthQuery: Scenario<`growth query ${Kind | 'mix'}`> = {
  figures: ofKinds(
    'growth query',
    all,
    (kind): Figure => ({
      work: `${kind === 'mix' ? 'all questions, each kind as often' : works[kind]}: exponent of the time at ¼, ½, 1 and 2 times as many articles`,
      ...{ unit: 'n', aims: [{ of: 'value', is: 'at most', limit: 0.3 }] },
    }),
  ),
  async round({ articles }) {
    const folder = await mkdtemp(join(tmpdir(), 'heatwire-bench-'));
    const index = createArticleIndex({ file: join(folder, 'index.db') });
    const sizes: { readonly x: number; readonly means: Readonly<Record<Kind, number>> }[] = [];
    try {
      for (const x of [articles / 4, articles / 2, articles, articles * 2]) {
        await fill(index, sizes.at(-1)?.x ?? 0, x);
        const { topic, search, autocomplete, topics } = questions;
        sizes.push({
          x,
          means: {
            topic: await meanTime(index, topic),
            search: await meanTime(index, search),
            autocomplete: await meanTime(index, autocomplete),
            topics: await meanTime(index, topics),
          },
        });
      }
    } finally {
      await index.close();
      await rm(folder, { recursive: true });
    }
    return ofKinds('growth query', all, (kind) => {
      const timeAt = (means: Readonly<Record<Kind, number>>) =>
        kind === 'mix' ? mean(Object.values(means)) : means[kind];
      return { value: exponent(sizes.map(({ x, means }) => ({ x, y: timeAt(means) }))) };
    });
  },
};

/** What a question of these takes in milliseconds: of each the median of several goes, of these the mean. */
async function meanTime(index: ArticleIndex, asked: readonly Question[]): Promise<number> {
  const medians: number[] = [];
  for (const question of asked) {
    const goes: number[] = [];
    for (let go = 0; go < 15; go++) goes.push(await timed(() => answer(index, question)));
    medians.push(median(goes));
  }
  return mean(medians);
}

/** When the questions are asked: long after all articles are out. */
const now = Date.UTC(2030, 0);

/** What the desk asks the index for. */
function answer(index: ArticleIndex, { type, name, options = [] }: Question): Promise<unknown> {
  const [option] = options;
  if (name === 'topics' || option === undefined) return index.topics(undefined, everyName, now);
  if (type === 2) {
    const query = queryOf(newsAsk({ [option.name]: option.value }), now);
    return index.query({ ...query, until: now }, { offset: 0, limit: storiesPerPage });
  }
  const like = option.value === '' ? undefined : option.value;
  return option.name === 'topic' ? index.topics(like, 25, now) : index.providers(like, 25, now);
}

/** Takes in articles from number `from` up to `to`, without files. */
async function fill(index: ArticleIndex, from: number, to: number): Promise<void> {
  const numbers = Array.from({ length: to - from }, (_, place) => from + place);
  for (let start = 0; start < numbers.length; start += 200)
    await index.apply(
      numbers.slice(start, start + 200).map((number) => {
        const file = articlePath(number, 1);
        const id = file.replace(/\.md$/, '');
        const bytes = Buffer.from(articleText(number, 1));
        return { file: { file, stamp: '1' }, reading: parseArticle({ id, file, bytes }) };
      }),
    );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
