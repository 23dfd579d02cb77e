const locale = 'en-US';

/** How often the page tells relative times anew, in milliseconds. */
export const tickMs = 30_000;

/** The styles of Discord's `<t:SECONDS:STYLE>`; `f` is the one without a style. */
export const timeStyles = ['t', 'T', 'd', 'D', 'f', 'F', 's', 'S', 'R'] as const;
export type TimeStyle = (typeof timeStyles)[number];

const formats: Record<Exclude<TimeStyle, 'R'>, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { year: 'numeric', month: '2-digit', day: '2-digit' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** What Discord shows for `<t:…>`. Times are milliseconds since 1970; undefined for one that no calendar holds. */
export function formatTime(at: number, style: TimeStyle, now: number, timeZone?: string): string | undefined {
  if (!isDate(at)) return undefined;
  if (style === 'R') return relativeTime(at, now);
  return format(at, formats[style], timeZone);
}

/** `Today at 10:15 AM`, `Yesterday at 10:15 AM`, else `11/15/2026 10:15 AM`: next to a message's author and in footers. */
export function messageTime(at: number, now: number, timeZone?: string): string {
  if (!isDate(at)) return '';
  const clock = clockTime(at, timeZone);
  const day = dayKey(at, timeZone);
  if (day === dayKey(now, timeZone)) return `Today at ${clock}`;
  if (day === dayKey(now - 86_400_000, timeZone)) return `Yesterday at ${clock}`;
  return `${format(at, formats.d, timeZone)} ${clock}`;
}

export function clockTime(at: number, timeZone?: string): string {
  return isDate(at) ? format(at, formats.t, timeZone) : '';
}

/** The long form that a tooltip shows. */
export function fullTime(at: number, timeZone?: string): string {
  return isDate(at) ? format(at, formats.F, timeZone) : '';
}

/** `November 21, 2026`: equal for two times of one day. */
export function dayKey(at: number, timeZone?: string): string {
  return isDate(at) ? format(at, formats.D, timeZone) : '';
}

function relativeTime(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  const [unit, size] = units.find(([, unitSeconds]) => Math.abs(seconds) >= unitSeconds) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'always' }).format(Math.trunc(seconds / size), unit);
}

function format(at: number, options: Intl.DateTimeFormatOptions, timeZone?: string): string {
  return formatter(options, timeZone).format(at).replaceAll('\u202f', ' ');
}

// Making a formatter takes a hundred times as long as formatting.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions, timeZone: string | undefined): Intl.DateTimeFormat {
  const key = JSON.stringify([options, timeZone]);
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, ...(timeZone && { timeZone }) });
  formatters.set(key, made);
  return made;
}

function isDate(at: number): boolean {
  return Math.abs(at) <= 8.64e15;
}
