import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ChannelHistory, catchUpAfterRestore, type PostedCard } from '../../src/desk/after-restore.ts';
import type { Decision } from '../../src/desk/delivery-ports.ts';
import { backUp } from '../../src/storage/backup.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { restore } from '../../src/storage/restore.ts';
import { aFeed, anArticle, aTelling } from '../support/builders.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';
import { createTestLog } from '../support/log.ts';

const { channelId } = aFeed();
const clock = createTestClock();
const copiedAt = clock.now();

function decided(id: string, article: string): Extract<Decision, { kind: 'post' }> {
  const telling = aTelling({ article: anArticle({ id: article, title: `Title of ${article}` }) });
  const usefulUntil = Number.MAX_SAFE_INTEGER;
  return { kind: 'post', deliveryId: id, channelId, articleIds: [article], telling, usefulUntil };
}

const card = (cardId: string, article: string): PostedCard => ({
  cardId,
  messageId: `message of ${cardId}`,
  title: `Title of ${article}`,
});

/** A channel that tells what it holds, after as many refusals as it is given. */
function channelWith(
  answers: Awaited<ReturnType<ChannelHistory['cardsSince']>>[],
): ChannelHistory & { asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    async cardsSince(_, since) {
      asked.push(since);
      return (answers.length > 1 ? answers.shift() : answers[0]) ?? { result: 'later' };
    },
    shows: ({ title }, { article }) => title === article.title,
  };
}

/** A desk whose copy was put back, and that has decided again what it told since. */
const it = test.extend<{ desk: Awaited<ReturnType<typeof openStore>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted
  desk: async ({}, use) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'heatwire-restored-'));
    const dataFile = join(dataDir, 'desk.db');
    const before = await openStore({ dataFile });
    await before.openFeed(aFeed(), [decided('told', 'b before')]);
    await before.claim(channelId, copiedAt);
    await before.settle('told', { event: 'delivered', messageId: 'message of told' }, copiedAt);
    await before.decide([decided('waiting', 'w')]);
    await before.decide([], { position: { generation: 'g', sequence: 1 }, dueUntil: copiedAt });
    const copy = await backUp({ dataDir, now: copiedAt, kind: 'asked for' });
    await before.close();
    await restore({ copy, dataDir, now: copiedAt + 1 });
    const desk = await openStore({ dataFile });
    await desk.decide([decided('again-a', 'a'), decided('again-b', 'b')]);
    expect(await desk.totals()).toMatchObject({ sent: 1, pending: 3 });
    await use(desk);
    await desk.close();
    await rm(dataDir, { recursive: true });
  },
});

/** What is sent from now on, in order. */
async function carriedOut(desk: Awaited<ReturnType<typeof openStore>>): Promise<string[]> {
  const sent: string[] = [];
  for (;;) {
    const next = await desk.claim(channelId, clock.now());
    if (next === undefined) return sent;
    sent.push(`${next.kind} ${next.messageId ?? next.id}`);
    await desk.settle(next.id, { event: 'delivered', messageId: next.messageId ?? next.id }, clock.now());
  }
}

function catchUp(
  desk: Awaited<ReturnType<typeof openStore>>,
  history: ChannelHistory,
  stopping = new AbortController(),
) {
  const log = createTestLog();
  const deps = { history, clock, random: createTestRandom(), log, stopping: stopping.signal };
  return { log, done: catchUpAfterRestore({ memory: desk.restored, ...deps }) };
}

describe('after a copy was put back', () => {
  it('a story whose card is found counts as told by that card, and others are posted', async ({ desk }) => {
    const cards = [card('x', 'else'), card('told', 'b'), card('first-a', 'a'), card('waiting', 'w, renamed since')];
    const history = channelWith([{ result: 'read', cards }]);
    await catchUp(desk, history).done;
    expect(history.asked).toEqual([copiedAt]);
    expect(await desk.told(['a'])).toEqual([{ channelId, articleId: 'a', cardId: 'first-a' }]);
    expect(await desk.totals()).toMatchObject({ sent: 3 });
    expect(await carriedOut(desk)).toEqual(['edit message of waiting', 'edit message of first-a', 'post again-b']);
  });

  it('a card that is found is made to say what its article says by now', async ({ desk }) => {
    const telling = aTelling({ article: anArticle({ id: 'w', title: 'Title of w', excerpt: 'Corrected.' }) });
    const usefulUntil = Number.MAX_SAFE_INTEGER;
    await desk.decide([{ kind: 'edit', deliveryId: 'e', cardId: 'waiting', articleIds: ['w'], telling, usefulUntil }]);
    await catchUp(desk, channelWith([{ result: 'read', cards: [card('waiting', 'w')] }])).done;
    expect(await desk.claim(channelId, clock.now())).toMatchObject({ kind: 'edit', cardId: 'waiting', telling });
  });

  it('a story that was taken back while its channel was read stays so', async ({ desk }) => {
    const history = channelWith([{ result: 'read', cards: [card('waiting', 'w')] }]);
    const busy: ChannelHistory = {
      ...history,
      async cardsSince(...asked) {
        await desk.decide([{ kind: 'withdraw', deliveryId: 'x', cardId: 'waiting' }]);
        return history.cardsSince(...asked);
      },
    };
    await catchUp(desk, busy).done;
    expect(await desk.told(['w'])).toEqual([]);
    expect(await carriedOut(desk)).toEqual(['post again-a', 'post again-b']);
  });

  it('it asks until it is answered, and only once in the life of a copy', async ({ desk }) => {
    const history = channelWith([{ result: 'later' }, { result: 'later' }, { result: 'read', cards: [] }]);
    const { done } = catchUp(desk, history);
    await clock.advance(60_000);
    await done;
    await catchUp(desk, history).done;
    expect(history.asked).toHaveLength(3);
    expect(await desk.totals()).toMatchObject({ pending: 3 });
  });

  it('a channel that nobody can tell of keeps the others waiting for an hour, and is then left out', async ({
    desk,
  }) => {
    await desk.openFeed(aFeed({ channelId: 'mute' }), [{ ...decided('m', 'm'), channelId: 'mute' }]);
    const { cardsSince, ...history } = channelWith([{ result: 'read', cards: [] }]);
    const { done, log } = catchUp(desk, {
      ...history,
      cardsSince: async (id, since) => (id === 'mute' ? { result: 'later' } : cardsSince(id, since)),
    });
    await clock.advance(2 * 3_600_000);
    await done;
    expect(await desk.totals()).toMatchObject({ pending: 3 });
    expect(log.lines.at(-1)).toMatchObject({ level: 'error', fields: { channelId: 'mute', stories: ['m'] } });
  });

  it('what may be in a channel that cannot be read is left out, and that is said', async ({ desk }) => {
    const { done, log } = catchUp(desk, channelWith([{ result: 'unreadable', reason: 'no right' }]));
    await done;
    expect(await desk.totals()).toMatchObject({ pending: 0, sent: 1 });
    expect(await desk.told(['a', 'b', 'w'])).toHaveLength(3);
    expect(log.lines.at(-1)).toMatchObject({
      level: 'error',
      fields: { stories: ['w', 'a', 'b'], reason: 'no right' },
    });
  });

  it('a stop leaves it to the next start', async ({ desk }) => {
    const stopping = new AbortController();
    const { done } = catchUp(desk, channelWith([{ result: 'later' }]), stopping);
    stopping.abort();
    await done;
    expect(await desk.restored.knowsUntil()).toBe(copiedAt);
  });
});
