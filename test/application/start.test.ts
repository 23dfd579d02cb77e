import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startLocalDiscord } from '../support/local-discord.ts';
import { createNewsroom, type Newsroom } from '../support/newsroom.ts';
import { type Program, startProgram } from '../support/program.ts';
import { startScriptedDiscord } from '../support/scripted-discord.ts';
import { copySeeds } from '../support/seeds.ts';
import { until } from '../support/until.ts';

let newsroom: Newsroom;
const programs: Program[] = [];

beforeEach(async () => {
  newsroom = await createNewsroom();
});

afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.kill('SIGKILL')));
  await newsroom.remove();
});

function start(env: Record<string, string>, command?: readonly string[], cwd?: string): Program {
  const program = startProgram({ DATA_DIR: newsroom.dataDir, ...env }, command, cwd);
  programs.push(program);
  return program;
}

interface Shown {
  readonly embeds: readonly { readonly title?: string }[];
}

/** What the local Discord's page shows in #news. */
async function cards(url: string): Promise<Shown[]> {
  const state = (await (await fetch(`${url}/local/state`)).json()) as {
    guilds: { channels: { id: string; name: string }[] }[];
  };
  const news = state.guilds[0]?.channels.find(({ name }) => name === 'news');
  return (await (await fetch(`${url}/local/channels/${news?.id}/messages`)).json()) as Shown[];
}

describe('started with nothing set', () => {
  it('runs on a local Discord whose page shows the hottest seeds, the same ones after a restart', async () => {
    const home = await mkdtemp(join(tmpdir(), 'heatwire-home-'));
    await copySeeds(join(home, 'seeds'));
    const first = start({}, undefined, home);
    const url = await first.ready();
    expect(await (await fetch(url)).text()).toContain('<!doctype html>');
    const shown = await until('three cards are there', async () => {
      const all = await cards(url);
      return all.length === 3 && all;
    });
    const titles = shown.map(({ embeds }) => embeds[0]?.title);
    expect(titles).toContain('Cryptomining syndicate hijacks Kubernetes clusters');
    expect(titles).not.toContain('Kubeflow Deployments Targeted in New Crypto-mining Campaign');
    expect(await first.kill('SIGTERM')).toBe(0);

    const second = start({ SCAN_CRON: '* * * * * *' }, undefined, home);
    const again = await second.ready();
    await until('it has scanned twice', async () => {
      const health = (await (await fetch(`${again}/healthz`)).json()) as { scan: { runs: number } };
      return health.scan.runs >= 2;
    });
    expect((await cards(again)).map(({ embeds }) => embeds[0]?.title)).toEqual(titles);
    expect(await second.kill('SIGTERM')).toBe(0);
    await rm(home, { recursive: true });
  }, 60_000);
});

it('npm start passes a request to stop on to the program, and ends with its exit code', async () => {
  const program = start({}, ['npm', 'start']);
  const url = await program.ready();
  expect(await program.kill('SIGTERM')).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
});

it('asked to stop, it ends also while someone else listens to the local Discord', async () => {
  const program = start({ ARTICLES_DIR: newsroom.articlesDir });
  const url = await program.ready();
  const other = new WebSocket(`${url.replace('http', 'ws')}/gateway?v=10&encoding=json`);
  const beats: unknown[] = [];
  other.on('message', (data) => {
    beats.push(data);
    other.send(JSON.stringify({ op: 1, d: null }));
  });
  const cutOff = once(other, 'close');
  await until('its heartbeats are answered', () => beats.length > 3);
  expect(await program.kill('SIGTERM')).toBe(0);
  await cutOff;
});

it('ends with 1, for a supervisor, when Discord closes for good a connection that was ready', async () => {
  const discord = await startLocalDiscord();
  const program = start({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    ARTICLES_DIR: newsroom.articlesDir,
  });
  await program.ready();
  await discord.dropGateway(4014);
  expect(await program.ended()).toBe(1);
  await discord.close();
  expect(program.lines().at(-1)).toMatchObject({
    level: 60,
    code: 'DISCORD_CLOSED',
    msg: expect.stringContaining('intents'),
  });
});

describe('a start that cannot be', () => {
  it('names every wrong variable in a line, and ends', async () => {
    const program = start({ SCAN_CRON: 'often', WATCH: 'maybe' });
    expect(await program.ended()).toBe(1);
    expect(program.output().trim().split('\n')).toEqual([
      expect.stringMatching(/^SCAN_CRON is "often": it wants /),
      expect.stringMatching(/^WATCH is "maybe": it wants /),
    ]);
  });

  it('says in one line that the Node is too old', async () => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' }); await import('./src/start.js');`;
    const program = start({}, [process.execPath, '--input-type=module', '-e', pretend]);
    expect(await program.ended()).toBe(1);
    expect(program.output()).toMatch(/^Heatwire needs Node 24; this is Node 20\.20\.2\..*\n$/);
  });

  it('ends with a clear line when Discord refuses the token, and never shows it', async () => {
    const discord = await startLocalDiscord();
    const token = 'MTAwMDAwMDAwMDAwMDAwMDAx.wrong.token';
    const program = start({
      DISCORD_TOKEN: token,
      DISCORD_API_URL: discord.apiUrl,
      ARTICLES_DIR: newsroom.articlesDir,
    });
    expect(await program.ended()).toBe(1);
    await discord.close();
    expect(program.lines().at(-1)).toMatchObject({ level: 60, msg: expect.stringContaining('DISCORD_TOKEN') });
    expect(program.output()).not.toContain(token);
  });

  it.each([4004, 4011])('ends when the gateway closes it with %i', async (code) => {
    const discord = await startScriptedDiscord({ gateway: () => ({ close: code }) });
    const program = start({
      DISCORD_TOKEN: 'MTAwMDAwMDAwMDAwMDAwMDAx.any.token',
      DISCORD_API_URL: discord.apiUrl,
      ARTICLES_DIR: newsroom.articlesDir,
    });
    expect(await program.ended()).toBe(1);
    await discord.close();
    expect(program.lines().at(-1)).toMatchObject({
      level: 60,
      code: code === 4004 ? 'TOKEN_INVALID' : 'DISCORD_CLOSED',
    });
  });

  it('names the folder of articles that is not there', async () => {
    const program = start({ ARTICLES_DIR: `${newsroom.articlesDir}/nowhere` });
    expect(await program.ended()).toBe(1);
    expect(program.lines().at(-1)).toMatchObject({ level: 60, msg: expect.stringMatching('nowhere.*ARTICLES_DIR') });
  });
});
