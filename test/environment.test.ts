import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isOpenToReaders, readEnvironment, secretsOf } from '../src/environment.ts';

const token = 'MTAwMDAwMDAwMDAwMDAwMDAx.abc-DE.f_ghij';

function problemsOf(env: Record<string, string>): string[] {
  const read = readEnvironment(env, true);
  return read.ok ? [] : read.problems;
}

describe('the environment', () => {
  it('needs nothing: without a token the local Discord runs on the seeds', () => {
    expect(readEnvironment({}, true)).toEqual({
      ok: true,
      environment: {
        articlesDirs: ['seeds'],
        dataDir: 'data',
        feed: { topics: [], minHeat: 60, catchUp: 3 },
        scanCron: '*/5 * * * *',
        backup: { cron: '30 3 * * *', keep: 7 },
        watch: true,
        http: { host: '127.0.0.1', port: 4747 },
        log: { level: 'info', format: 'pretty' },
      },
    });
  });

  it('takes empty values as absent, as .env files have them', () => {
    expect(readEnvironment({ DISCORD_TOKEN: '', HTTP_PORT: ' ' }, true)).toEqual(readEnvironment({}, true));
  });

  it('reads every variable', () => {
    const env = {
      DISCORD_TOKEN: token,
      DISCORD_API_URL: 'http://127.0.0.1:1/api/',
      ARTICLES_DIR: ['one', 'two'].join(delimiter),
      DATA_DIR: '/var/heatwire',
      DATABASE_URL: 'postgres://user:secret@db/heatwire',
      FEED_CHANNEL_ID: '100000000000000001',
      FEED_TOPICS: 'AI, Google AI,',
      FEED_MIN_HEAT: '0',
      FEED_CATCH_UP: '10',
      SCAN_CRON: '*/2 * * * * *',
      BACKUP_CRON: '0 4 * * 1',
      BACKUP_KEEP: '3',
      WATCH: 'false',
      HTTP_HOST: '0.0.0.0',
      HTTP_PORT: '0',
      LOG_LEVEL: 'debug',
    };
    expect(readEnvironment(env, false)).toEqual({
      ok: true,
      environment: {
        discord: { token, apiUrl: 'http://127.0.0.1:1/api' },
        articlesDirs: ['one', 'two'],
        dataDir: '/var/heatwire',
        databaseUrl: env.DATABASE_URL,
        feed: { channelId: env.FEED_CHANNEL_ID, topics: ['AI', 'Google AI'], minHeat: 0, catchUp: 10 },
        scanCron: env.SCAN_CRON,
        backup: { cron: '0 4 * * 1', keep: 3 },
        watch: false,
        http: { host: '0.0.0.0', port: 0 },
        log: { level: 'debug', format: 'json' },
      },
    });
  });

  it.each([
    ['DISCORD_API_URL', 'ftp://x', { DISCORD_TOKEN: token }],
    ['HTTP_HOST', '0.0.0.0', {}],
    ['HTTP_HOST', '::', {}],
    ['HTTP_HOST', '192.168.1.5', {}],
    ['HTTP_HOST', '127.0.0.1.evil.example', {}],
    ['ARTICLES_DIR', delimiter, {}],
    ['FEED_CHANNEL_ID', '#news', {}],
    ['FEED_MIN_HEAT', 'hot', {}],
    ['FEED_MIN_HEAT', '-1', {}],
    ['FEED_CATCH_UP', '1.5', {}],
    ['SCAN_CRON', 'often', {}],
    ['SCAN_CRON', '61 * * * *', {}],
    ['WATCH', 'yes', {}],
    ['HTTP_PORT', '65536', {}],
    ['LOG_LEVEL', 'loud', {}],
    ['LOG_FORMAT', 'xml', {}],
  ])('%s=%s stops the start with one line that names the variable and what it got', (name, value, others) => {
    expect(problemsOf({ ...others, [name]: value })).toEqual([expect.stringMatching(`^${name} is "`)]);
    expect(problemsOf({ ...others, [name]: value })[0]).toContain(`"${value}": it wants `);
  });

  it.each([
    ['DISCORD_TOKEN', 'not-a-token'],
    ['DATABASE_URL', 'mysql://root:hunter2@db/x'],
    ['DATABASE_URL', 'postgres://root:12/hunter2@db/x'],
    ['DATABASE_URL', 'postgres://root:12?hunter2@db/x'],
    ['DATABASE_URL', 'postgres://root:12#hunter2@db/x'],
  ])('a wrong %s is named but not shown', (name, value) => {
    const [problem] = problemsOf({ [name]: value });
    expect(problem).toMatch(`${name} is not usable: it wants `);
    expect(problem).not.toContain(value);
  });

  it.each([
    ['a token', 'FEED_CHANNEL_ID', `${token}0123456789`, '[secret]'],
    ['a password', 'DISCORD_API_URL', 'https://user:hunter2@proxy/api', 'https://[secret]@proxy/api'],
    [
      'a webhook',
      'FEED_CHANNEL_ID',
      'https://discord.com/api/webhooks/1/abc',
      'https://discord.com/api/webhooks/1/[secret]',
    ],
  ])('does not show %s that was put into the wrong place', (_, name, value, shown) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name} is "`)]);
    expect(problemsOf({ [name]: value })[0]).toContain(`"${shown}"`);
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('lets the local Discord listen on %s', (host) => {
    expect(problemsOf({ HTTP_HOST: host })).toEqual([]);
  });

  it('lets a bot with a token listen anywhere', () => {
    expect(problemsOf({ HTTP_HOST: '0.0.0.0', DISCORD_TOKEN: token })).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['postgres://user:p%40ss@db/heatwire', ['p%40ss', 'p@ss']],
    ['postgres://user:p@ss%@db/heatwire', ['p@ss%']],
    ['postgres://user:secret@/heatwire?host=/run/postgresql', ['secret']],
    ['postgres://db/heatwire?user=x&password=s%3Dt', ['s%3Dt', 's=t']],
    ['postgres://db/heatwire', []],
  ])('knows what of %s is secret', (databaseUrl, passwords) => {
    const read = readEnvironment({ DISCORD_TOKEN: token, DATABASE_URL: databaseUrl }, true);
    expect(new Set(read.ok ? secretsOf(read.environment) : [])).toEqual(new Set([token, databaseUrl, ...passwords]));
  });

  it.each([
    ['http://discord.example/api', true],
    ['http://10.0.0.1/api', true],
    ['https://discord.example/api', false],
    ['http://127.0.0.1:1/api', false],
    ['http://[::1]/api', false],
  ])('knows whether the token can be read on the way to %s', (address, open) => {
    expect(isOpenToReaders(address)).toBe(open);
  });

  it('reports every wrong variable at once', () => {
    expect(problemsOf({ WATCH: 'yes', HTTP_PORT: 'x' })).toHaveLength(2);
  });

  it('means the local Discord without a token, whatever address is set', () => {
    expect(readEnvironment({ DISCORD_API_URL: 'http://127.0.0.1:1' }, true)).toEqual(readEnvironment({}, true));
  });

  it('.env.example names every variable, and its values are the defaults', () => {
    const example = parseEnv(readFileSync(new URL('../.env.example', import.meta.url), 'utf8'));
    expect(readEnvironment(example as Record<string, string>, true)).toEqual(readEnvironment({}, true));
    const wrong = Object.fromEntries(Object.keys(example).map((name) => [name, '\u0000 wrong']));
    const free = ['ARTICLES_DIR', 'DATA_DIR', 'FEED_TOPICS'];
    const named = problemsOf(wrong).map((problem) => problem.split(' ')[0]);
    expect([...named, ...free].sort()).toEqual(Object.keys(example).sort());
  });
});
