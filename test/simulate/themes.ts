import type { Happening } from './schedule.ts';

type Themes = Readonly<Record<string, Readonly<Partial<Record<Happening, number>>>>>;

/** What most schedules have in common, and what each kind has more of. */
const common = {
  news: 8,
  'second thoughts': 2,
  scan: 3,
  fault: 5,
  blind: 1,
  crash: 3,
  'crash while scanning': 2,
  restart: 1,
  moderate: 1,
  join: 1,
  remove: 1,
} as const;
const general = {
  everything: common,
  crashes: { ...common, crash: 8, 'crash while scanning': 6 },
  faults: { ...common, fault: 14, blind: 2, 'second thoughts': 6 },
  blindness: { ...common, blind: 5, crash: 5 },
  rights: { ...common, rights: 8, fault: 8 },
  places: { ...common, rights: 3, places: 4, feeds: 3, clock: 2, disk: 2 },
  clocks: { ...common, clock: 6, fault: 8, crash: 6 },
  disks: { ...common, disk: 5, crash: 6 },
  feeds: { ...common, feeds: 6, join: 4, remove: 3, moderate: 4 },
} as const satisfies Themes;

/** So narrow that a few schedules suffice to show what others seldom do. */
const narrow = {
  overtaken: { overtaken: 10, remove: 2, moderate: 1 },
  'long blindness': { news: 4, blind: 20, clock: 4 },
  'broken scans': { news: 4, 'crash while scanning': 12, crash: 12 },
} as const satisfies Themes;

export const themes = { ...general, ...narrow };
export type Theme = keyof typeof themes;
/** The themes of schedules that are about nothing in particular. */
export const drawnThemes = Object.keys(general) as Theme[];
