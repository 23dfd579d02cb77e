import { createDice, type Dice } from '../support/dice.ts';
import { type Fault, inspectFaults, readFaults, requestFaults } from './faults.ts';
import { type ArticleName, articleNames, type Draft } from './newsroom.ts';
import { drawnThemes, type Theme, themes } from './themes.ts';

export const channelIds = ['100000000000000001', '100000000000000002'] as const;
export type ChannelId = (typeof channelIds)[number];
export const rights = ['view', 'send', 'history'] as const;
export type Right = (typeof rights)[number];

/** A feed's rules, as far as schedules vary them. */
export interface Wish {
  readonly minHeat: number;
  readonly topics: readonly string[];
  readonly maxAgeHours?: number;
}

interface Restart {
  readonly downMs: number;
  readonly loseIndex: boolean;
}

/** What may happen, with its details. `told`: the gateway says so to the program, if that runs. */
interface Details {
  write: { readonly article: ArticleName; readonly draft: Draft };
  remove: { readonly article: ArticleName };
  join: { readonly article: ArticleName };
  scan: object;
  open: { readonly channelId: ChannelId; readonly wish: Wish; readonly catchUp: number };
  close: { readonly channelId: ChannelId };
  fault: { readonly faults: readonly Fault[] };
  'take right': { readonly channelId: ChannelId; readonly right: Right };
  'give rights': { readonly channelId: ChannelId; readonly told: boolean };
  'delete channel': { readonly channelId: ChannelId; readonly told: boolean };
  'remove bot': { readonly told: boolean };
  'invite bot': { readonly told: boolean };
  /** A moderator deletes one of the bot's messages. */
  moderate: { readonly channelId: ChannelId; readonly pick: number };
  'set clock': { readonly offset: number };
  'fill disk': { readonly forMs: number; readonly afterWrites: number };
  /**
   * The program is killed, `count` points from now, or `count` milliseconds after the next request that changes something
   * has left or arrived; the machine is then down for a while.
   */
  crash: Restart & { readonly after: 'points' | 'request left' | 'request arrived'; readonly count: number };
  restart: Restart;
}
export type Deed = keyof Details;
export type Action<Done extends Deed = Deed> = { [Each in Done]: { readonly do: Each } & Details[Each] }[Done];

export interface Step {
  /** After the step before it. */
  readonly afterMs: number;
  readonly action: Action;
}

export interface Schedule {
  readonly seed: number;
  readonly steps: readonly Step[];
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Draws what happens in one schedule: the same for the same seed, in every run. */
export function drawSchedule(seed: number, wanted?: Theme): Schedule {
  const dice = createDice(seed);
  const channels = dice.chance(0.3) ? channelIds : channelIds.slice(0, 1);
  const articles = articleNames.slice(0, dice.whole(3, 5));
  const drawn = dice.pick(drawnThemes);
  const draw: Draw = { dice, channels, articles, theme: themes[wanted ?? drawn] };
  const before = articles.filter(() => dice.chance(0.4)).map((article) => write(draw, article));
  const first = channels.map((channelId) => open(draw, channelId));
  const opening = [...before, { do: 'scan' } as const, ...first].map((action) => ({ afterMs: 0, action }));
  const then = several(dice.whole(5, 14), () => someSteps(draw));
  return { seed, steps: [...opening, ...then.flat()] };
}

interface Draw {
  readonly dice: Dice;
  readonly channels: readonly ChannelId[];
  readonly articles: readonly ArticleName[];
  readonly theme: Readonly<Partial<Record<Happening, number>>>;
}

export type Happening = keyof typeof happenings;

const happenings = {
  /** Most news is seen at once. */
  news: (draw: Draw): readonly Action[] => {
    const written = several(draw.dice.pick([1, 1, 2]), () => write(draw, draw.dice.pick(draw.articles)));
    return draw.dice.chance(0.75) ? [...written, { do: 'scan' }] : written;
  },
  scan: (): Action => ({ do: 'scan' }),
  remove: ({ dice, articles }: Draw): Action => ({ do: 'remove', article: dice.pick(articles) }),
  join: ({ dice }: Draw): Action => ({ do: 'join', article: dice.pick(['a', 'b', 'c']) }),
  fault: ({ dice }: Draw): Action => {
    return { do: 'fault', faults: several(dice.pick([1, 1, 1, 2, 3]), () => someFault(dice)) };
  },
  /** An answer is lost, and for a while neither the channel can be looked into nor the post repeated. */
  blind: (draw: Draw): readonly Action[] => {
    const { dice } = draw;
    const tries = dice.pick([1, 2, 5, 10, 12]);
    const faults: readonly Fault[] = [
      { at: 'post', kind: dice.pick(['answer lost', 'request lost', 'late', '500 after']) },
      ...several(dice.chance(0.5) ? tries : 0, (): Fault => ({ at: 'post', kind: dice.pick(['request lost', '502']) })),
      ...several(tries + dice.whole(0, 3), (): Fault => ({ at: 'readBack', kind: dice.pick(['later', 'unreadable']) })),
    ];
    return [{ do: 'fault', faults }, ...freshNews(draw), { do: 'scan' }];
  },
  /** An article changes while its card is on its way. */
  'second thoughts': (draw: Draw): readonly Action[] => {
    const article = draw.dice.pick(draw.articles);
    const fault: Fault = { at: draw.dice.pick(['post', 'edit', 'withdraw']), kind: draw.dice.pick(requestFaults) };
    const once = (): readonly Action[] => [write(draw, article), { do: 'scan' }];
    return [{ do: 'fault', faults: [fault] }, ...once(), ...once()];
  },
  /** A post that fails at first, or comes late, is overtaken by what becomes of its article. */
  overtaken: (draw: Draw): readonly Action[] => {
    const fault: Fault = { at: 'post', kind: draw.dice.pick(['late', '502', 'denied']) };
    const fresh = freshNews(draw);
    const changed = fresh.map(({ article }) => write(draw, article));
    return [{ do: 'fault', faults: [fault] }, ...fresh, { do: 'scan' }, ...changed, { do: 'scan' }];
  },
  'crash while scanning': (draw: Draw): readonly Action[] => {
    const [crash, count] = [happenings.crash(draw), draw.dice.whole(0, 60)];
    return [...freshNews(draw), { ...crash, after: 'points', count }, { do: 'scan' }];
  },
  crash: ({ dice }: Draw): Action<'crash'> => ({
    do: 'crash',
    after: dice.pick(['points', 'points', 'request left', 'request arrived']),
    count: dice.chance(0.3) ? dice.whole(0, 8) : dice.whole(0, 120),
    downMs: dice.pick([0, second, 5 * second, 45 * second, 2 * minute, 10 * minute, 2 * hour]),
    loseIndex: dice.chance(0.1),
  }),
  restart: ({ dice }: Draw): Action => ({
    do: 'restart',
    downMs: dice.pick([0, second, minute, 10 * minute]),
    loseIndex: dice.chance(0.2),
  }),
  moderate: ({ dice, channels }: Draw): Action => {
    return { do: 'moderate', channelId: dice.pick(channels), pick: dice.whole(0, 3) };
  },
  feeds: (draw: Draw): Action => {
    const channelId = draw.dice.pick(draw.channels);
    return draw.dice.chance(0.4) ? { do: 'close', channelId } : open(draw, channelId);
  },
  rights: ({ dice, channels }: Draw): Action => {
    const channelId = dice.pick(channels);
    if (dice.chance(0.5)) return { do: 'take right', channelId, right: dice.pick(rights) };
    return { do: 'give rights', channelId, told: dice.chance(0.6) };
  },
  places: ({ dice, channels }: Draw): Action => {
    if (dice.chance(0.2)) return { do: 'delete channel', channelId: dice.pick(channels), told: dice.chance(0.7) };
    return { do: dice.chance(0.5) ? 'remove bot' : 'invite bot', told: dice.chance(0.8) };
  },
  clock: ({ dice }: Draw): Action => ({
    do: 'set clock',
    offset: dice.pick([-hour, -30 * minute, -45 * second, -5 * second, 0, 0, 45 * second, 30 * minute, hour]),
  }),
  disk: ({ dice }: Draw): Action => ({
    do: 'fill disk',
    forMs: dice.pick([second, 10 * second, minute, hour]),
    afterWrites: dice.whole(0, 6),
  }),
};

/** One deed. The actions of one follow each other at once. */
function someSteps(draw: Draw): Step[] {
  const actions: Action | readonly Action[] = happenings[draw.dice.weighed(draw.theme)](draw);
  return [actions]
    .flat()
    .map((action, index) => ({ afterMs: index === 0 ? pause(draw.dice) : draw.dice.pick([0, 0, 30, 150]), action }));
}

function write({ dice }: Draw, article: ArticleName): Action<'write'> {
  const draft: Draft = {
    heat: dice.pick([50, 80, 80, 90, 90]),
    published: dice.chance(0.8),
    wording: dice.whole(0, 1),
    topic: dice.pick(['Space', 'Space', 'Space', 'Law']),
    inMs: dice.pick([-3 * hour, -hour, -hour, -hour, -minute, -minute, 5 * minute, 40 * minute]),
  };
  return { do: 'write', article, draft };
}

/** Something that every feed wants, told already or not. */
function freshNews(draw: Draw): Action<'write'>[] {
  return several(draw.dice.whole(1, 2), (): Action<'write'> => {
    const draft: Draft = { heat: 90, published: true, wording: draw.dice.whole(0, 1), topic: 'Space', inMs: -hour };
    return { do: 'write', article: draw.dice.pick(draw.articles), draft };
  });
}

function open({ dice }: Draw, channelId: ChannelId): Action {
  const age = dice.pick<Partial<Wish>>([{}, {}, {}, { maxAgeHours: 2 }, { maxAgeHours: 2 }, { maxAgeHours: 6 }]);
  const wish: Wish = { minHeat: dice.pick([60, 60, 60, 85]), topics: dice.pick([[], [], [], [], ['Space']]), ...age };
  return { do: 'open', channelId, wish, catchUp: dice.pick([0, 1, 3, 10, 10]) };
}

function someFault(dice: Dice): Fault {
  const at = dice.weighed({ post: 8, edit: 3, withdraw: 3, readBack: 4, inspect: 2, notify: 1 });
  // A token is seldom refused, and then everything stops.
  const stops = dice.chance(0.02);
  switch (at) {
    case 'readBack':
      return { at, kind: stops ? 'stop' : dice.pick(readFaults) };
    case 'inspect':
      return { at, kind: dice.pick(inspectFaults) };
    case 'withdraw':
      return { at, kind: stops ? 'stop' : dice.pick(requestFaults) };
    case 'post':
    case 'edit':
    case 'notify': {
      const kind = stops ? 'stop' : dice.pick([...requestFaults, 'refused' as const]);
      return { at, kind };
    }
  }
}

function pause(dice: Dice): number {
  const short = [0, 50, 150, 300, second, second, 5 * second, 20 * second];
  const long = [65 * second, 65 * second, 5 * minute, 5 * minute, hour, 3 * hour];
  if (dice.chance(0.008)) return 26 * hour;
  return dice.pick(dice.chance(0.65) ? short : long);
}

function several<T>(count: number, draw: () => T): T[] {
  return Array.from({ length: count }, draw);
}
