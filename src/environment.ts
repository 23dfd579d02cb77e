import { isIPv4 } from 'node:net';
import { delimiter } from 'node:path';
import { validate as validCron } from 'node-cron';
import { z } from 'zod';
import { hideTokens } from './desk/tokens.ts';

/** The environment, checked. `DISCORD_TOKEN` absent means: run the local Discord. */
export interface Environment {
  readonly discord?: { readonly token: string; readonly apiUrl: string };
  readonly articlesDirs: readonly string[];
  readonly dataDir: string;
  readonly databaseUrl?: string;
  readonly feed: {
    readonly channelId?: string;
    readonly topics: readonly string[];
    readonly minHeat: number;
    readonly catchUp: number;
  };
  readonly scanCron: string;
  readonly backup: { readonly cron: string; readonly keep: number };
  readonly watch: boolean;
  readonly http: { readonly host: string; readonly port: number };
  readonly log: { readonly level: LogLevel; readonly format: 'pretty' | 'json' };
}

export type LogLevel = (typeof logLevels)[number];

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Never shown, whatever is wrong with them. */
const secret = new Set(['DISCORD_TOKEN', 'DATABASE_URL']);

const list = (separator: string) => (text: string) =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(from).max(to));

/** One entry per variable: its schema, its default, and what it wants in words for people. */
const variables = {
  DISCORD_TOKEN: {
    schema: z
      .string()
      .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/)
      .optional(),
    wants: 'a bot token from the Discord developer portal (three parts joined by dots), or nothing',
  },
  DISCORD_API_URL: {
    schema: httpUrl().default('https://discord.com/api'),
    wants: 'an http or https address without a user name, such as https://discord.com/api',
  },
  ARTICLES_DIR: {
    schema: z.string().transform(list(delimiter)).pipe(z.array(z.string()).min(1)).default(['seeds']),
    wants: `folders, separated by ${delimiter}`,
  },
  DATA_DIR: { schema: z.string().default('data'), wants: 'a folder' },
  DATABASE_URL: {
    schema: z
      .string()
      // An @ after the host is one of a password that has / or ? in it, of which the rest would pass for a host or a name.
      .regex(/^postgres(ql)?:\/\/(?=.)[^\s/?#]*([/?][^\s#@]*)?$/)
      .optional(),
    wants: 'postgres://USER:PASSWORD@HOST/DATABASE with / ? # @ % in names and passwords percent-encoded, or nothing',
  },
  FEED_CHANNEL_ID: {
    schema: z
      .string()
      .regex(/^\d{17,20}$/)
      .optional(),
    wants: 'the id of a channel (17 to 20 digits)',
  },
  FEED_TOPICS: {
    schema: z
      .string()
      .transform((text) => (text.trim().toLowerCase() === 'all' ? [] : list(',')(text)))
      .default([]),
    wants: 'all, or topics separated by commas',
  },
  FEED_MIN_HEAT: { schema: wholeNumber(0, 1_000_000).default(60), wants: 'a whole number from 0' },
  FEED_CATCH_UP: { schema: wholeNumber(0, 100).default(3), wants: 'a whole number from 0 to 100' },
  SCAN_CRON: {
    schema: z
      .string()
      .refine((text) => validCron(text))
      .default('*/5 * * * *'),
    wants: 'a cron expression of five fields, or six with seconds, such as */5 * * * *',
  },
  BACKUP_CRON: {
    schema: z
      .string()
      .refine((text) => validCron(text))
      .default('30 3 * * *'),
    wants: 'a cron expression, such as 30 3 * * *',
  },
  BACKUP_KEEP: { schema: wholeNumber(0, 10_000).default(7), wants: 'a whole number from 0 (no automatic copies)' },
  WATCH: {
    schema: z
      .enum(['true', 'false'])
      .transform((text) => text === 'true')
      .default(true),
    wants: 'true or false',
  },
  HTTP_HOST: {
    schema: z.string().regex(/^\S+$/).default('127.0.0.1'),
    wants: 'an address to listen on, such as 127.0.0.1',
  },
  HTTP_PORT: { schema: wholeNumber(0, 65_535).default(4747), wants: 'a port from 0 to 65535 (0 takes a free one)' },
  LOG_LEVEL: { schema: z.enum(logLevels).default('info'), wants: `one of ${logLevels.join(', ')}` },
  LOG_FORMAT: { schema: z.enum(['pretty', 'json']).optional(), wants: 'pretty or json' },
} as const;

type Values = { [Name in keyof typeof variables]: z.output<(typeof variables)[Name]['schema']> };

/**
 * Reads the environment. An empty value counts as absent, as `.env` files have it.
 *
 * @param isTerminal whether logs go to a terminal, which decides their default format
 * @returns the environment, or one line per wrong variable: its name, what it got (never a secret), what it wants
 */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): { ok: true; environment: Environment } | { ok: false; problems: string[] } {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { schema, wants }] of Object.entries(variables)) {
    const given = env[name]?.trim() || undefined;
    const parsed = schema.safeParse(given);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(`${name} is ${secret.has(name) ? 'not usable' : `"${shown(given ?? '')}"`}: it wants ${wants}.`);
  }
  if (problems.length > 0) return { ok: false, problems };
  const environment = toEnvironment(values as Values, isTerminal);
  const { host } = environment.http;
  if (environment.discord === undefined && !isLoopback(host))
    return { ok: false, problems: [`HTTP_HOST is "${host}": ${onlyHere}`] };
  return { ok: true, environment };
}

const onlyHere =
  'it wants 127.0.0.1 as long as DISCORD_TOKEN is not set, because the local Discord that runs then has no password.';

/** Whether nobody but this machine reaches an address. */
function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/** Whether requests to an address travel unencrypted over a network. */
export function isOpenToReaders(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !isLoopback(hostname.replace(/^\[|\]$/g, ''));
}

/** What a line may show of a value: a secret may have been put into the wrong variable. */
function shown(given: string): string {
  return hideTokens(given).replace(/(:\/\/)[^\s/]*@/g, '$1[secret]@');
}

/** What of the environment nobody may see: to be kept out of whatever the program writes. */
export function secretsOf({ discord, databaseUrl }: Environment): string[] {
  const places = [/^[^/]*\/\/[^/?#:]*:([^/?#]*)@/, /[?&]password=([^&]*)/];
  const passwords = places.map((place) => place.exec(databaseUrl ?? '')?.[1] ?? '');
  const all = [discord?.token ?? '', databaseUrl ?? '', ...passwords, ...passwords.map(decoded)];
  return all.filter((secret) => secret !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function toEnvironment(values: Values, isTerminal: boolean): Environment {
  const { DISCORD_TOKEN: token, DATABASE_URL: databaseUrl, FEED_CHANNEL_ID: channelId } = values;
  return {
    ...(token !== undefined && { discord: { token, apiUrl: values.DISCORD_API_URL } }),
    articlesDirs: values.ARTICLES_DIR,
    dataDir: values.DATA_DIR,
    ...(databaseUrl !== undefined && { databaseUrl }),
    feed: {
      ...(channelId !== undefined && { channelId }),
      topics: values.FEED_TOPICS,
      minHeat: values.FEED_MIN_HEAT,
      catchUp: values.FEED_CATCH_UP,
    },
    scanCron: values.SCAN_CRON,
    backup: { cron: values.BACKUP_CRON, keep: values.BACKUP_KEEP },
    watch: values.WATCH,
    http: { host: values.HTTP_HOST, port: values.HTTP_PORT },
    log: { level: values.LOG_LEVEL, format: values.LOG_FORMAT ?? (isTerminal ? 'pretty' : 'json') },
  };
}

function httpUrl() {
  return z
    .string()
    .refine((text) => {
      const url = URL.parse(text);
      return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
    })
    .transform((text) => text.replace(/\/+$/, ''));
}
