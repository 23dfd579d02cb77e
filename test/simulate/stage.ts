import type { Store } from '../../src/desk/delivery-ports.ts';
import type { Log } from '../../src/desk/ports.ts';
import type { FeedRules } from '../../src/news/feed.ts';
import { createDice } from '../support/dice.ts';
import { createTally, type Tally } from '../support/tally.ts';
import type { SimulatedDatabase } from './database.ts';
import { createDiscordModel, type DiscordModel, guildId, type Message } from './discord-model.ts';
import { createFaultQueue, type FaultQueue } from './faults.ts';
import { createMachine, type Machine } from './machine.ts';
import { createNetwork } from './network.ts';
import { createNewsroom, type Newsroom } from './newsroom.ts';
import { createOracle, type Oracle, type Violation } from './oracle.ts';
import { channelIds } from './schedule.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';

/** Everything that a schedule plays on, put together for one simulation. */
export interface Stage {
  readonly scheduler: Scheduler;
  readonly newsroom: Newsroom;
  readonly discord: DiscordModel;
  readonly faults: FaultQueue;
  readonly database: SimulatedDatabase;
  readonly oracle: Oracle;
  readonly machine: Machine;
  readonly tally: Tally;
  readonly violations: readonly Violation[];
  /** What happened, a line each. */
  readonly trace: readonly string[];
  note(line: string): void;
  violated(kind: Violation['kind'], says: string): void;
  /** The program's clock is wrong by so many milliseconds from now on. */
  setClock(offset: number): void;
  /** What the program takes for the time. */
  clockNow(): number;
  feeds(): ReadonlyMap<string, FeedRules>;
  close(): void;
}

const start = Date.UTC(2026, 10, 20, 12);
const minute = 60_000;
/** Far more than any schedule needs. */
const mostSteps = 2_000;

export function createStage(seed: number, database: SimulatedDatabase): Stage {
  const scheduler = createScheduler(start, mostSteps);
  const dice = createDice(seed ^ 0x5eed);
  const tally = createTally();
  const violations: Violation[] = [];
  const trace: string[] = [];
  let offset = 0;
  let latest = start;

  const note = (line: string): void => {
    trace.push(`${((scheduler.now() - start) / 1000).toFixed(3)} ${line}`);
  };
  const violated = (kind: Violation['kind'], says: string): void => {
    note(`VIOLATION ${kind}: ${says}`);
    violations.push({ kind, says });
  };
  const clockNow = (): number => Math.floor(scheduler.now() + offset);
  const feeds = (): ReadonlyMap<string, FeedRules> =>
    new Map([...database.feeds()].map(([channelId, rules]) => [channelId, JSON.parse(rules)]));
  const latestClock = (): number => Math.max(latest, clockNow());
  const newsroom = createNewsroom(scheduler.now);
  const messages = (): Iterable<Message> => discord.messages.values();
  const oracle = createOracle({ newsroom, messages, now: scheduler.now, clockNow, latestClock, violated });
  const happens = (what: string, line: string): void => {
    note(line);
    tally.add('done', what);
  };
  const discord = createDiscordModel({
    channelIds,
    now: scheduler.now,
    windowMs: () => dice.whole(minute, 5 * minute),
    witness: {
      posted(message) {
        happens('posts', `Discord has ${message.id} of ${message.deliveryId}: ${message.says?.article.title}`);
        oracle.posted(message);
      },
      edited(message) {
        happens('edits', `Discord changes ${message.id}: ${message.says?.article.title}`);
        oracle.edited(message);
      },
      withdrawn(message) {
        happens('withdrawals', `Discord deletes ${message.id}`);
        oracle.withdrawn(message);
      },
      noticed(channelId, since) {
        happens('notices', `the server is told of the pause of ${channelId}`);
        oracle.noticed(channelId, since);
      },
      foreignTouched: oracle.foreignTouched,
    },
  });
  const faults = createFaultQueue((at, kind) => {
    note(`the next ${at} meets: ${kind}`);
    tally.add('faults', `${at}: ${kind}`);
  });
  const network = createNetwork({
    ...{ scheduler, dice, faults, discord, clockNow },
    onLeave(delivery) {
      note(`${delivery.kind} ${delivery.id} leaves`);
      oracle.leaves(delivery);
      machine.requestIs('left');
    },
    onArrive: () => machine.requestIs('arrived'),
    onAnswer(delivery, outcome) {
      note(`${delivery.kind} ${delivery.id} is answered: ${outcome.result}`);
      if (outcome.result === 'refused') oracle.refuses(delivery);
    },
  });
  database.clear(oracle.committed);

  const programDice = createDice(seed ^ 0x1d5);
  let ids = 0;
  const log: Log = {
    debug() {},
    info() {},
    warn: (_, message) => note(`  warns: ${message}`),
    error: (_, message) => note(`  complains: ${message}`),
  };
  const machine = createMachine({
    ...{ scheduler, database, network, log, trace: note },
    clockOffset: () => offset,
    random: {
      next: () => programDice.whole(0, 999_999) / 1_000_000,
      id: () => `d${String(++ids).padStart(3, '0')}`,
    },
    source: {
      ...newsroom.source,
      list() {
        oracle.listed();
        return newsroom.source.list();
      },
    },
    guildIds: () => new Set(discord.isMember() ? [guildId] : []),
    linger: (clock) => (dice.chance(0.08) ? clock.wait(dice.whole(0, 30)) : undefined),
    watchStore: (store) => watched(store, oracle),
    onScanned() {
      if (oracle.scanned(feeds())) tally.add('done', 'scans');
    },
    onCrash: (place) => tally.add('crashes', place),
  });

  return {
    ...{ scheduler, newsroom, discord, faults, database, oracle, machine, tally, violations, trace },
    ...{ note, violated, clockNow },
    setClock(by) {
      latest = latestClock();
      offset = by;
    },
    feeds,
    close: machine.close,
  };
}

/** Lets the oracle see what is decided, before it is written down. */
function watched(store: Store, oracle: Oracle): Store {
  return {
    ...store,
    decide(decisions, progress) {
      oracle.decided(decisions);
      return store.decide(decisions, progress);
    },
    openFeed(feed, decisions) {
      oracle.feedDecided(feed.channelId, true);
      oracle.decided(decisions);
      return store.openFeed(feed, decisions);
    },
    changeFeed(feed, decisions) {
      oracle.feedDecided(feed.channelId, false);
      oracle.decided(decisions);
      return store.changeFeed(feed, decisions);
    },
  };
}
