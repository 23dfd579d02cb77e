import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createArticleIndex } from '../../src/articles/article-index.ts';
import { openFeed } from '../../src/desk/create-desk.ts';
import type { ArticleSource } from '../../src/desk/ports.ts';
import { createPublisher, type Publisher } from '../../src/desk/publisher.ts';
import { createScanner } from '../../src/desk/scanner.ts';
import type { Outcome } from '../../src/desk/transport-port.ts';
import { createTurns } from '../../src/desk/turns.ts';
import type { Article } from '../../src/news/article.ts';
import { everything } from '../../src/news/feed.ts';
import { leadFirst } from '../../src/news/story.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { anArticle } from '../support/builders.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';
import { createScriptedTransport } from '../support/scripted-transport.ts';

const channelId = '100000000000000001';
const minHeat = 60;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Two stories, one of them told by two files. */
const stories = { one: ['a', 'b'], two: ['d'] } as const;
const ids = ['a', 'b', 'd'] as const;
type Id = (typeof ids)[number];

type Mishap = Outcome | 'lost' | undefined;
type Step =
  | { readonly does: 'write'; readonly id: Id; readonly heat: number; readonly published: boolean }
  | { readonly does: 'scan' | 'moment' | 'send' | 'restart' | 'crash' | 'lose the index' }
  | { readonly does: 'break'; readonly what: 'post' | 'edit' | 'withdraw'; readonly how: Mishap };

const mishap = fc.constantFrom<Mishap>(
  'lost',
  { result: 'later', reason: 'offline' },
  { result: 'later', reason: 'limited', afterMs: 600_000 },
  { result: 'blocked', obstacle: 'rights', reason: 'no rights' },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('write' as const),
      id: fc.constantFrom(...ids),
      // Few values, so that an article often returns to what it was.
      heat: fc.constantFrom(59, 80, 80),
      published: fc.boolean(),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      does: fc.constantFrom('scan' as const, 'scan' as const, 'moment' as const, 'send' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constantFrom('restart' as const, 'crash' as const, 'crash' as const, 'lose the index' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('break' as const),
      what: fc.constantFrom('post' as const, 'edit' as const, 'withdraw' as const),
      how: mishap,
    }),
  },
);

it('whatever is written, breaks and restarts in whatever order, a story has one true card or none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), async (steps) => {
      const desk = await createWholeDesk();
      try {
        for (const each of steps) {
          await desk.take(each);
          for (const cards of Object.values(desk.cards())) expect(cards.length).toBeLessThanOrEqual(1);
        }
        await desk.take({ does: 'scan' });
        await desk.take({ does: 'send' });
        for (const [story, lead] of desk.expected()) expect([...lead]).toContainEqual(desk.cards()[story]);
      } finally {
        await desk.close();
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

/** A port of a process that may die: from then on no call is carried out, and no answer arrives. */
function mortal<T extends object>(port: T, life: { readonly over: boolean }): T {
  const never = new Promise<never>(() => {});
  return new Proxy(port, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        if (life.over) return never;
        const answer: unknown = await Reflect.apply(method, target, args);
        return life.over ? never : answer;
      };
    },
  });
}

/** The real desk on a real index and store, with a transport that does what a script says, and what should come of it. */
async function createWholeDesk() {
  const files = new Map<string, { article: Article; stamp: number }>();
  const script: Record<'post' | 'edit' | 'withdraw', Mishap[]> = { post: [], edit: [], withdraw: [] };
  const perfect = createScriptedTransport(script);
  /** What each message says now. */
  const shown = new Map<string, Article>();
  const clock = createTestClock();
  const random = createTestRandom();
  const store = await openStore({ dataFile: ':memory:' });
  let index = createArticleIndex({ file: ':memory:' });
  let stamps = 0;
  /** `leaving`: being taken back; `either`: published again before that was done, though no longer hot enough to be told. */
  const told: Record<keyof typeof stories, 'yes' | 'no' | 'leaving' | 'either'> = { one: 'no', two: 'no' };

  const source: ArticleSource = {
    async *list() {
      for (const [file, { stamp }] of files) yield { file, stamp: String(stamp) };
    },
    read: async (file) => {
      const found = files.get(file);
      return found ? { kind: 'article', article: found.article } : { kind: 'unsettled' };
    },
    watch: () => ({ close: async () => {} }),
  };
  /** When the message of each delivery was made. */
  const madeAt = new Map<string, number>();
  const transport: typeof perfect = {
    ...perfect,
    async post(delivery) {
      await clock.wait(100);
      // After some minutes Discord no longer knows a nonce, and would make a second message.
      if (clock.now() - (madeAt.get(delivery.id) ?? clock.now()) > 3 * 60_000)
        for (const [id, of] of perfect.messages) if (of === delivery.id) perfect.messages.set(id, `${of}, forgotten`);
      const before = perfect.messages.size;
      const outcome = await perfect.post(delivery);
      const [messageId = ''] = [...perfect.messages].find(([, id]) => id === delivery.id) ?? [];
      if (perfect.messages.size > before) {
        shown.set(messageId, delivery.telling.article);
        madeAt.set(delivery.id, clock.now());
      }
      return outcome;
    },
    async withdraw(delivery) {
      await clock.wait(100);
      return perfect.withdraw(delivery);
    },
    async edit(delivery) {
      await clock.wait(100);
      const outcome = await perfect.edit(delivery);
      if (outcome.result === 'delivered' || outcome.result === 'unanswered')
        shown.set(delivery.messageId, delivery.telling.article);
      return outcome;
    },
  };

  let publisher: Publisher;
  const ports = () => ({ index, store, clock, random, decided: () => publisher.wake() });
  let life = { over: false };
  const startPublisher = (): void => {
    life = { over: false };
    const ports = { store: mortal(store, life), transport: mortal(transport, life) };
    publisher = createPublisher({ ...ports, clock, random, log: silent, onStop: () => {} });
    publisher.start();
  };
  startPublisher();
  const createTheScanner = () =>
    createScanner({
      ...{ ...ports(), source, log: silent, turns: createTurns() },
      stopping: new AbortController().signal,
      afterDecisions: async () => {},
    });
  let scanner = createTheScanner();
  await openFeed(ports(), { channelId, rules: { ...everything, minHeat }, catchUp: 3 });

  const articlesOf = (members: readonly string[]): Article[] => members.flatMap((id) => files.get(id)?.article ?? []);
  const published = (members: readonly string[]): Article[] =>
    articlesOf(members)
      .filter((article) => article.published)
      .sort(leadFirst);

  return {
    async take(each: Step): Promise<void> {
      switch (each.does) {
        case 'write': {
          const { id, heat, published: out } = each;
          const title = id === 'd' ? 'Another event' : 'One event';
          const publishedAt = clock.now() - 3_600_000;
          const article = files.get(id)?.article ?? anArticle({ id, title, publishedAt });
          files.set(id, { article: { ...article, heat, published: out }, stamp: ++stamps });
          return;
        }
        case 'scan':
          await scanner.scan();
          for (const [name, members] of Object.entries(stories) as [keyof typeof stories, readonly string[]][]) {
            const out = published(members);
            if (out.some(({ heat = -1 }) => heat >= minHeat)) told[name] = 'yes';
            else if (out.length > 0 && told[name] === 'leaving') told[name] = 'either';
            else if (out.length === 0 && told[name] !== 'no') told[name] = 'leaving';
          }
          return;
        case 'moment':
          await clock.advance(150);
          return;
        case 'send':
          // Long enough for every rest and every second attempt.
          await clock.advance(12 * 3_600_000);
          for (const name of ['one', 'two'] as const) if (told[name] === 'leaving') told[name] = 'no';
          return;
        case 'restart':
          await Promise.all([publisher.stop(), clock.advance(1_000)]);
          startPublisher();
          return;
        case 'crash':
          life.over = true;
          startPublisher();
          return;
        case 'lose the index':
          await index.close();
          index = createArticleIndex({ file: ':memory:' });
          scanner = createTheScanner();
          return;
        case 'break':
          script[each.what].push(each.how);
      }
    },
    /** The articles that lead the cards of each story. */
    cards() {
      const live = [...perfect.messages.keys()].flatMap((id) => shown.get(id) ?? []);
      const of = (members: readonly string[]) => live.filter(({ id }) => members.includes(id));
      return { one: of(stories.one), two: of(stories.two) };
    },
    /** What the cards of each story may be now. */
    expected() {
      return (['one', 'two'] as const).map((name) => {
        const out = published(stories[name]);
        const lead = out.find(({ heat = -1 }) => heat >= minHeat) ?? out[0];
        const card = lead === undefined ? [] : [lead];
        const allowed = { yes: [card], no: [[]], leaving: [[]], either: [card, []] };
        return [name, allowed[told[name]]] as const;
      });
    },
    async close(): Promise<void> {
      await Promise.all([publisher.stop(), clock.advance(1_000)]);
      await store.close();
      await index.close();
    },
  };
}
