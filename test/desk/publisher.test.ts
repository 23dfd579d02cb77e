import { describe, expect, it, vi } from 'vitest';
import { aFeed } from '../support/builders.ts';
import { anEdit, aPost, startBureau } from '../support/bureau.ts';
import { createScriptedTransport } from '../support/scripted-transport.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

describe('the publisher', () => {
  it('sends a channel its stories hottest first, and keeps their messages', async () => {
    const transport = createScriptedTransport();
    const { clock, store } = await startBureau(transport, [
      aPost('mild', 'c', 61),
      aPost('hot', 'c', 99),
      aPost('warm', 'c', 80),
    ]);
    await clock.advance(second);
    expect(transport.calls).toEqual(['post hot', 'post warm', 'post mild']);
    expect(await store.totals()).toMatchObject({ pending: 0, sending: 0, failed: 0, sent: 3 });
  });

  it('sends what is decided later as soon as it is told', async () => {
    const transport = createScriptedTransport();
    const { clock, store, publisher } = await startBureau(transport, [aPost('a', 'c', 70)]);
    await clock.advance(second);
    await store.decide([aPost('b', 'c', 70)]);
    publisher.wake();
    await clock.advance(0);
    expect(transport.calls).toEqual(['post a', 'post b']);
  });

  it('has at most one request in flight in a channel, and serves other channels meanwhile', async () => {
    const transport = createScriptedTransport();
    const answers: (() => void)[] = [];
    const slow = {
      ...transport,
      post: async (delivery: Parameters<typeof transport.post>[0]) => {
        const outcome = await transport.post(delivery);
        await new Promise<void>((resolve) => answers.push(resolve));
        return outcome;
      },
    };
    const { clock } = await startBureau(slow, [aPost('a1', 'a', 70), aPost('a2', 'a', 60), aPost('b1', 'b', 50)]);
    await clock.advance(second);
    expect(transport.calls.toSorted()).toEqual(['post a1', 'post b1']);
    answers.forEach((answer) => {
      answer();
    });
    await clock.advance(second);
    expect(transport.calls).toHaveLength(3);
    answers.at(-1)?.();
  });

  it('tries again what could not be sent, after a while, and others of the channel wait too', async () => {
    const offline = { result: 'later', reason: 'offline' } as const;
    const transport = createScriptedTransport({ post: [offline] });
    const { clock, store } = await startBureau(transport, [aPost('a', 'c', 70), aPost('b', 'c', 60)]);
    await clock.advance(0);
    expect(transport.calls).toEqual(['post a']);
    await clock.advance(minute);
    expect(transport.calls.toSorted()).toEqual(['post a', 'post a', 'post b']);
    expect(await store.totals()).toMatchObject({ pending: 0, sent: 2 });
  });

  it('waits as long as Discord asks', async () => {
    const transport = createScriptedTransport({ post: [{ result: 'later', reason: '429', afterMs: 10 * minute }] });
    const { clock } = await startBureau(transport, [aPost('a', 'c', 70)]);
    await clock.advance(10 * minute - second);
    expect(transport.calls).toHaveLength(1);
    await clock.advance(2 * second);
    expect(transport.calls).toHaveLength(2);
  });

  it('leaves a channel alone that takes no more for now, and serves others meanwhile', async () => {
    const full = { result: 'delivered', messageId: 'message', fullForMs: 5 * second } as const;
    const transport = createScriptedTransport({ post: [full] });
    const { clock } = await startBureau(transport, [aPost('a1', 'a', 90), aPost('a2', 'a', 80), aPost('b', 'b', 70)]);
    await clock.advance(5 * second - 1);
    expect(transport.calls).toEqual(['post a1', 'post b']);
    await clock.advance(1);
    expect(transport.calls).toEqual(['post a1', 'post b', 'post a2']);
  });

  it('serves many channels without reading all that waits for each of them', async () => {
    const transport = createScriptedTransport();
    const posts = Array.from({ length: 400 }, (_, number) => aPost(`post-${number}`, `channel-${number}`, 70));
    const { clock, store } = await startBureau(transport, posts);
    const reads = vi.spyOn(store, 'channelsDue');
    await clock.advance(second);
    expect(await store.totals()).toMatchObject({ pending: 0, sent: 400 });
    expect(reads.mock.calls.length).toBeLessThan(10);
  });

  it('sends the hottest story first, also when it was decided while the outbox was read', async () => {
    const transport = createScriptedTransport();
    const posts = Array.from({ length: 120 }, (_, number) => aPost(`post-${number}`, `channel-${number}`, 70));
    const { clock, store, publisher } = await startBureau(transport, posts);
    const { channelsDue } = store;
    vi.spyOn(store, 'channelsDue').mockImplementationOnce(async (now, limit) => {
      const due = await channelsDue(now, limit);
      await store.decide([aPost('hot', 'channel-119', 99)]);
      publisher.wake();
      return due;
    });
    await clock.advance(second);
    expect(transport.calls.indexOf('post hot')).toBeLessThan(60);
  });

  it('sends new stories while Discord takes no more changes of the channel', async () => {
    const full = { result: 'delivered', messageId: 'message', fullForMs: 2 * minute } as const;
    const transport = createScriptedTransport({ edit: [full] });
    const { clock, store, publisher } = await startBureau(transport, [aPost('a', 'c', 70)]);
    await clock.advance(second);
    await store.decide([anEdit('a'), aPost('b', 'c', 60)]);
    publisher.wake();
    await clock.advance(second);
    expect(transport.calls).toEqual(['post a', 'edit message-1', 'post b']);
  });

  it('sends new stories while Discord limits edits of old ones, and tries no other edit of the channel', async () => {
    const limited = { result: 'later', reason: 'too many edits of old messages', afterMs: hour } as const;
    const transport = createScriptedTransport({ edit: Array(100).fill(limited) });
    const { clock, store, publisher } = await startBureau(transport, [aPost('a', 'c', 70), aPost('b', 'c', 60)]);
    await clock.advance(second);
    for (const id of ['a', 'b']) await store.decide([anEdit(id)]);
    await store.decide([aPost('new', 'c', 189)]);
    publisher.wake();
    await clock.advance(minute);
    expect(transport.calls).toEqual(['post a', 'post b', 'edit message-1', 'post new']);
  });

  it('keeps an answer that the database cannot take just now, and needs not look for the message', async () => {
    const transport = createScriptedTransport();
    const { clock, store, publisher } = await startBureau(transport, []);
    await store.openFeed(aFeed({ channelId: 'c' }), [aPost('a', 'c', 70), aPost('b', 'c', 60)]);
    const settle = store.settle;
    let failures = 0;
    store.settle = async (...args) => {
      if (failures++ === 0) throw new Error('disk full');
      return settle(...args);
    };
    const channelsDue = store.channelsDue;
    store.channelsDue = async (now, limit) => {
      if (failures === 1) throw new Error('connection lost');
      return channelsDue(now, limit);
    };
    publisher.wake();
    await clock.advance(10 * minute);
    expect(await store.totals()).toMatchObject({ pending: 0, sending: 0, failed: 0, sent: 2 });
    expect(transport.calls).toEqual(['post a', 'post b']);
  });

  it('does not let one story that Discord refuses hold up the next', async () => {
    const transport = createScriptedTransport({ post: [{ result: 'refused', reason: 'harmful link' }] });
    const { clock, store } = await startBureau(transport, [aPost('a', 'c', 70), aPost('b', 'c', 60)]);
    await clock.advance(second);
    expect(await store.totals()).toMatchObject({ failed: 1, sent: 1 });
  });

  it('after a restart takes up what was being sent, without a second message', async () => {
    const answerLost = createScriptedTransport({ post: ['lost'] });
    const desk = await startBureau(answerLost, [aPost('a', 'c', 70), aPost('b', 'c', 60)]);
    await desk.clock.advance(0);
    await desk.publisher.stop();
    expect(await desk.store.totals()).toMatchObject({ pending: 1, sending: 1, failed: 0, sent: 0 });

    const afterwards = createScriptedTransport();
    for (const [messageId, deliveryId] of answerLost.messages) afterwards.messages.set(messageId, deliveryId);
    await desk.clock.advance(10 * minute);
    desk.restart(afterwards);
    await desk.clock.advance(minute);
    expect([...afterwards.messages.values()].sort()).toEqual(['a', 'b']);
    expect(afterwards.calls).toEqual(['readBack a', 'post b']);
  });

  it('says so when the token is no longer valid, and loses nothing', async () => {
    const transport = createScriptedTransport({ post: [{ result: 'stop', reason: 'The token was refused.' }] });
    const { clock, stops, store } = await startBureau(transport, [aPost('a', 'c', 70)]);
    await clock.advance(hour);
    expect(stops).toEqual(['The token was refused.']);
    expect(transport.calls).toEqual(['post a']);
    expect(await store.totals()).toMatchObject({ pending: 0, sending: 1, failed: 0 });
  });

  it('drops all that is no longer news, but never so much at once that people wait for their answers', async () => {
    const transport = createScriptedTransport();
    const old = Array.from({ length: 1_500 }, (_, number) => aPost(`old-${number}`, 'c', 70, 1));
    const { clock, store } = await startBureau(transport, [...old, aPost('new', 'c', 60)]);
    const drop = vi.spyOn(store, 'dropOutlived');
    await clock.advance(hour);
    expect(await store.totals()).toMatchObject({ pending: 0, sent: 1 });
    expect(Math.max(...(await Promise.all(drop.mock.results.map(({ value }) => value))))).toBeLessThanOrEqual(1_000);
    expect(transport.calls).toEqual(['post new']);
  });

  it('edits and withdraws the messages of its cards', async () => {
    const transport = createScriptedTransport();
    const { clock, store, publisher } = await startBureau(transport, [aPost('a', 'c', 70)]);
    await clock.advance(second);
    await store.decide([anEdit('a')]);
    publisher.wake();
    await clock.advance(second);
    await store.decide([{ kind: 'withdraw', deliveryId: 'w', cardId: 'a' }]);
    publisher.wake();
    await clock.advance(second);
    expect(transport.calls).toEqual(['post a', 'edit message-1', 'withdraw message-1']);
    expect(await store.told(['a'])).toEqual([]);
  });
});
