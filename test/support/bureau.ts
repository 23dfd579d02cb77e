import { afterEach } from 'vitest';
import type { Decision, Store } from '../../src/desk/delivery-ports.ts';
import { createPauses, type Pauses } from '../../src/desk/pauses.ts';
import { createPublisher, type Publisher } from '../../src/desk/publisher.ts';
import type { Outcome } from '../../src/desk/transport-port.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { aFeed, always, anArticle, aTelling } from './builders.ts';
import { createTestClock, createTestRandom, type TestClock } from './clock.ts';
import type { ScriptedTransport } from './scripted-transport.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The publishing half of the desk, on a real store, at a time that moves only when told to. */
export interface Bureau {
  readonly store: Store;
  readonly clock: TestClock;
  readonly pauses: Pauses;
  readonly stops: string[];
  /** What servers were told of their pauses, by channel. */
  readonly notices: string[];
  /** What the next notices are answered; without an entry, that they are delivered. */
  readonly noticeAnswers: Outcome[];
  publisher: Publisher;
  restart(transport: ScriptedTransport): void;
}

const open: Bureau[] = [];
afterEach(async () => {
  for (const { publisher, store } of open.splice(0)) {
    await publisher.stop();
    await store.close();
  }
});

export function aPost(id: string, channelId: string, heat: number, usefulUntil = always): Decision {
  const telling = aTelling({ article: anArticle({ id, heat }) });
  return { kind: 'post', deliveryId: id, channelId, articleIds: [id], telling, usefulUntil };
}

export function anEdit(cardId: string): Decision {
  const deliveryId = `edit of ${cardId}`;
  return { kind: 'edit', deliveryId, cardId, articleIds: [cardId], telling: aTelling(), usefulUntil: always };
}

/** Every channel of the decisions has a feed, in a server of its own. */
export async function startBureau(transport: ScriptedTransport, decisions: Decision[]): Promise<Bureau> {
  const store = await openStore({ dataFile: ':memory:' });
  for (const channelId of new Set(decisions.flatMap((each) => ('channelId' in each ? each.channelId : []))))
    await store.openFeed(aFeed({ channelId, guildId: `guild of ${channelId}` }), []);
  await store.decide(decisions);
  const clock = createTestClock();
  const random = createTestRandom();
  const stops: string[] = [];
  const notices: string[] = [];
  const noticeAnswers: Outcome[] = [];
  const pauses = createPauses({
    ...{ store, clock, random, log: silent, stopping: new AbortController().signal },
    notifier: {
      async notify({ channelId }) {
        notices.push(channelId);
        return noticeAnswers.shift() ?? { result: 'delivered', messageId: 'notice' };
      },
    },
    resume: (channelIds) => made.publisher.resume(channelIds),
  });
  const start = (by: ScriptedTransport): Publisher => {
    const publisher = createPublisher({
      ...{ store, transport: by, clock, random, log: silent },
      onPaused: () => void pauses.announce(),
      onStop: (reason) => stops.push(reason),
    });
    publisher.start();
    return publisher;
  };
  const made: Bureau = {
    ...{ store, clock, pauses, stops, notices, noticeAnswers },
    publisher: start(transport),
    restart(by) {
      made.publisher = start(by);
    },
  };
  open.push(made);
  return made;
}
