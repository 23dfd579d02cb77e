import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { createNewsroom, type Newsroom } from '../support/newsroom.ts';
import { type Program, startProgram } from '../support/program.ts';
import { until } from '../support/until.ts';

let discord: LocalDiscordHarness;
let newsroom: Newsroom;
let program: Program;

beforeEach(async () => {
  discord = await startLocalDiscord();
  newsroom = await createNewsroom();
  program = start();
  await program.ready();
});

function start(): Program {
  return startProgram({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    FEED_CHANNEL_ID: news(),
    ARTICLES_DIR: newsroom.articlesDir,
    DATA_DIR: newsroom.dataDir,
    SCAN_CRON: '* * * * * *',
  });
}

afterEach(async () => {
  await program.kill('SIGKILL');
  await discord.close();
  await newsroom.remove();
});

const news = () => discord.channels['news'] as string;
const titles = async () => (await discord.messages(news())).map(({ embeds }) => embeds[0]?.title);
const posts = (path: RegExp) => discord.requests.filter((one) => one.method === 'POST' && path.test(one.path));

it('a feed whose channel takes nothing is announced once, shown as paused, and goes on when the right is back', async () => {
  await discord.setPermissions(news(), { deny: ['SendMessages'] });
  await newsroom.write('first');
  const conversation = await discord.direct(discord.ownerId);
  const [notice] = await discord.waitForMessages(conversation, 1);
  expect(notice?.content).toMatch(new RegExp(`<#${news()}> is paused.*Send Messages.*goes on by itself`, 's'));

  const seen = await discord.command('feed list');
  expect(JSON.stringify(seen)).toContain('Paused');
  await newsroom.write('second');
  expect(await titles()).toEqual([]);

  await discord.setPermissions(news(), {});
  await until('both stories are told', async () => (await titles()).length === 2);
  expect(JSON.stringify(await discord.command('feed list'))).not.toContain('Paused');
  expect(await discord.messages(conversation)).toHaveLength(1);
});

describe('a 401', () => {
  it('to an answer to a person is no reason to stop; to a post it is, with a clear line', async () => {
    discord.failNext({ path: /\/(callback|@original)$/ }, '401');
    await discord.command('news');
    await newsroom.write('story');
    await until('the story is told', async () => (await titles()).length === 1);

    discord.failNext({ method: 'POST', path: /\/messages$/ }, '401');
    await newsroom.write('another');
    expect(await program.ended()).toBe(1);
    expect(program.lines().filter(({ level }) => level === 60)).toEqual([
      expect.objectContaining({ code: 'TOKEN_INVALID', msg: expect.stringMatching(/DISCORD_TOKEN.*restart/) }),
    ]);
    expect(program.output()).not.toContain(discord.token);
    expect(posts(/\/messages$/)).toHaveLength(2);
  });

  it('to the registration of the commands is one as well', async () => {
    await program.kill('SIGTERM');
    discord.failNext({ path: /\/commands$/ }, '401');
    program = start();
    expect(await program.ended()).toBe(1);
    expect(program.output()).toContain('TOKEN_INVALID');
  });
});
