import type { RequestFault } from '../../src/local-discord/faults/fault.ts';
import { createDice, type Dice } from '../support/dice.ts';
import { drawNews, type StoryState } from './news.ts';
import { drawFault, type GatewayTrouble, gatewayTroubles, lostAnswers, oddAnswers, refusals } from './troubles.ts';

/** The channels that may have a feed: three of one server, and one of another. */
export const placeNames = ['news', 'ai', 'announcements', 'elsewhere'] as const;
export type PlaceName = (typeof placeNames)[number];

/** When a process is killed: some time, at its first request, or around a request that changes messages. */
export const moments = ['some time', 'starting', 'left', 'left in vain', 'committed', 'answered'] as const;
export type Moment = (typeof moments)[number];

export const rights = ['SendMessages', 'EmbedLinks', 'ViewChannel', 'ReadMessageHistory'] as const;
export type Right = (typeof rights)[number];

const methods = ['POST', 'POST', 'POST', 'PATCH', 'DELETE', 'GET'] as const;
type Method = (typeof methods)[number];

export type Action =
  | { readonly do: 'nothing' }
  /** One of the next requests of this method goes wrong, so many times. */
  | { readonly do: 'fault'; readonly fault: RequestFault; readonly method: Method; readonly times: number }
  /** `downMs`: how long the machine is off, by the clock of program and Discord. */
  | { readonly do: 'kill'; readonly moment: Moment; readonly downMs: number }
  | { readonly do: 'stop'; readonly downMs: number }
  | { readonly do: 'take rights'; readonly place: PlaceName; readonly rights: readonly Right[] }
  | { readonly do: 'give rights'; readonly place: PlaceName }
  | { readonly do: 'delete channel'; readonly place: PlaceName }
  | { readonly do: 'outage'; readonly place: PlaceName; readonly out: boolean }
  | { readonly do: 'remove bot'; readonly place: PlaceName }
  | { readonly do: 'invite bot'; readonly place: PlaceName }
  | { readonly do: 'gateway'; readonly trouble: GatewayTrouble }
  /** Files of the program cannot grow past so many bytes; the disk has room again after the next step. */
  | { readonly do: 'fill disk'; readonly spareBytes: number };

export interface Step {
  /** Before it, in milliseconds of this machine. */
  readonly pauseMs: number;
  readonly action: Action;
  /** Articles as they are written while the action is under way. */
  readonly writes: readonly StoryState[];
}

export interface Schedule {
  readonly seed: number;
  readonly theme: Theme;
  readonly places: readonly PlaceName[];
  /** Whether the program watches its articles, or only looks at them twice a second. */
  readonly watch: boolean;
  /** What there is before the program's first start; every feed catches up with it. */
  readonly opening: readonly StoryState[];
  readonly steps: readonly Step[];
}

type Deed = keyof typeof deeds;

/** How likely each deed is. */
export const themes = {
  everything: {
    write: 2,
    'lose an answer': 3,
    refuse: 3,
    'answer oddly': 1,
    kill: 2,
    stop: 1,
    rights: 2,
    places: 1,
    gateway: 2,
    disk: 1,
  },
  'lost answers': { write: 1, 'lose an answer': 4, 'answer oddly': 1 },
  'lost answers, unreadable': { 'lose an unreadable answer': 1 },
  refusals: { write: 1, refuse: 4 },
  kills: { write: 1, kill: 2 },
  'long kills': { 'kill for long': 1 },
  rights: { write: 1, rights: 3, 'lose an answer': 1 },
  places: { write: 1, places: 3, kill: 1 },
  gateway: { write: 1, gateway: 3, 'lose an answer': 1 },
  disk: { write: 1, disk: 3, kill: 1 },
} as const satisfies Record<string, Partial<Record<Deed, number>>>;
export type Theme = keyof typeof themes;
export const themeNames = Object.keys(themes) as Theme[];

/** Each costs a start of the program, which is most of what a schedule takes. */
const mostRestarts = 2;
const minute = 60_000;
/** How many stories a new feed begins with. */
export const catchUp = 3;

/** Draws what happens in one schedule: the same for the same seed, in every run. */
export function drawSchedule(seed: number, wanted?: Theme): Schedule {
  const dice = createDice(seed);
  const drawn = dice.chance(0.5) ? 'everything' : dice.pick(themeNames);
  const theme = wanted ?? drawn;
  const others = placeNames.slice(1).filter(() => dice.chance(0.5));
  const needsOther = theme === 'places' && others.length === 0;
  const news = drawNews(dice);
  const opening = news.opening(catchUp);
  const draw: Draw = {
    dice,
    news,
    places: ['news', ...(needsOther ? (['elsewhere'] as const) : others)],
    restarts: 0,
    lost: new Set(),
    out: new Set(),
    removed: new Set(),
    deleted: new Set(),
  };
  const steps = Array.from({ length: dice.whole(4, 8) }, (): Step => {
    const deed = dice.weighed<Deed>(themes[theme]);
    const pauseMs = dice.chance(0.4) ? 0 : dice.whole(1, 200);
    return { pauseMs, ...deeds[deed](draw) };
  });
  return { seed, theme, places: draw.places, watch: dice.chance(0.8), opening, steps };
}

interface Draw {
  readonly dice: Dice;
  readonly news: ReturnType<typeof drawNews>;
  readonly places: readonly PlaceName[];
  restarts: number;
  readonly lost: Set<PlaceName>;
  /** Servers, by one of their channels. */
  readonly out: Set<PlaceName>;
  readonly removed: Set<PlaceName>;
  readonly deleted: Set<PlaceName>;
}

type Drawn = Omit<Step, 'pauseMs'>;

const deeds = {
  write: ({ dice, news }: Draw): Drawn => ({ action: { do: 'nothing' }, writes: news.some(dice.whole(1, 4)) }),

  'lose an answer': (draw: Draw): Drawn => spoil(draw, lostAnswers),
  refuse: (draw: Draw): Drawn => spoil(draw, refusals),
  'answer oddly': (draw: Draw): Drawn => spoil(draw, oddAnswers),

  kill(draw: Draw): Drawn {
    const downMs = draw.dice.pick([0, 0, 0, minute, 10 * minute]);
    return restart(draw, { do: 'kill', moment: draw.dice.pick(moments), downMs });
  },
  /** A post that was under way when the machine went down, which Discord does not remember when it is up again. */
  'kill for long': (draw: Draw): Drawn => ({
    ...restart(draw, { do: 'kill', moment: draw.dice.pick(['committed', 'left']), downMs: 10 * minute }),
    writes: [draw.news.hot()],
  }),
  stop: (draw: Draw): Drawn => restart(draw, { do: 'stop', downMs: draw.dice.pick([0, 0, 10 * minute]) }),

  /** Where a channel cannot be read back, the nonce alone keeps a post from being repeated. */
  'lose an unreadable answer'({ dice, news, lost }: Draw): Drawn {
    if (!lost.has('news')) {
      lost.add('news');
      return { action: { do: 'take rights', place: 'news', rights: ['ReadMessageHistory'] }, writes: [] };
    }
    const fault = drawFault(dice, dice.pick(['500-after', '504-after', 'drop', 'reset-after']));
    return { action: { do: 'fault', fault, method: 'POST', times: 4 }, writes: news.forMethod('POST') };
  },

  rights({ dice, news, places, lost }: Draw): Drawn {
    const place = dice.pick(places);
    const writes = news.some(dice.whole(0, 2));
    if (lost.delete(place)) return { action: { do: 'give rights', place }, writes };
    lost.add(place);
    return { action: { do: 'take rights', place, rights: [dice.pick(rights)] }, writes };
  },

  places(draw: Draw): Drawn {
    const { dice, places } = draw;
    return { action: changePlace(draw, dice.pick(places)), writes: draw.news.some(dice.whole(0, 2)) };
  },

  gateway: ({ dice, news }: Draw): Drawn => ({
    action: { do: 'gateway', trouble: dice.pick(gatewayTroubles) },
    writes: news.some(dice.whole(0, 2)),
  }),

  disk: ({ dice, news }: Draw): Drawn => ({
    action: { do: 'fill disk', spareBytes: dice.pick([0, 0, 4096, 20_000]) },
    writes: news.some(dice.whole(1, 3)),
  }),
};

function spoil({ dice, news }: Draw, faults: readonly RequestFault['kind'][]): Drawn {
  const method = dice.pick(methods);
  const fault = drawFault(dice, dice.pick(faults));
  const writes = method === 'GET' ? news.some(1) : news.forMethod(method);
  return { action: { do: 'fault', fault, method, times: dice.pick([1, 1, 2, 4]) }, writes };
}

function restart(draw: Draw, action: Action): Drawn {
  draw.restarts += 1;
  const writes = draw.news.forMethod(draw.dice.pick(methods));
  return { action: draw.restarts > mostRestarts ? { do: 'nothing' } : action, writes };
}

/** A place goes, comes back, or is gone for good; the first channel stays, so that there is always something to lose. */
function changePlace({ dice, out, removed, deleted }: Draw, place: PlaceName): Action {
  const server = place === 'elsewhere' ? place : 'news';
  if (removed.delete(place)) return { do: 'invite bot', place };
  if (out.delete(server)) return { do: 'outage', place, out: false };
  if (place === 'elsewhere' && dice.chance(0.5)) {
    removed.add(place);
    return { do: 'remove bot', place };
  }
  if (place !== 'news' && place !== 'elsewhere' && dice.chance(0.5) && !deleted.has(place)) {
    deleted.add(place);
    return { do: 'delete channel', place };
  }
  out.add(server);
  return { do: 'outage', place, out: true };
}

export function isTheme(name: string): name is Theme {
  return Object.hasOwn(themes, name);
}
