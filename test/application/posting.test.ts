import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import { it } from '../support/desk-of-its-own.ts';
import { type ArticleFile, articleText } from '../support/newsroom.ts';
import { until } from '../support/until.ts';

describe.concurrent('a feed', () => {
  it('begins with its hottest stories, and posts none of the others later', async ({ desk, expect }) => {
    const { newsroom, start, titles } = desk;
    for (const heat of [61, 99, 75, 88, 20]) await newsroom.write(`a${heat}`, { heat });
    const { settled } = await start();
    await settled();
    expect(await titles()).toEqual(['Title of a99', 'Title of a88', 'Title of a75']);
  });

  it('posts each new article once, drafts and cold ones never', async ({ desk, expect }) => {
    const { newsroom, start, titles } = desk;
    const { settled } = await start();
    await newsroom.write('new');
    await newsroom.write('draft', { published: false });
    await newsroom.write('cold', { heat: 59 });
    await newsroom.write('unrated', { heat: -1 });
    await settled();
    expect(await titles()).toEqual(['Title of new']);
    const health = await settled();
    expect(health).toMatchObject({
      status: 'ok',
      articles: { count: 4, eligible: 1, problems: 0 },
      queue: { pending: 0, sending: 0, failed: 0, sent: 1 },
      discord: { state: 'ready', guilds: 2 },
    });
  });

  it('posts nothing again after a restart, and counts on', async ({ desk, expect }) => {
    const { newsroom, start, titles, writes } = desk;
    await newsroom.write('one');
    await (await start()).settled();
    const { settled } = await start();
    expect(await settled()).toMatchObject({ queue: { sent: 1 } });
    expect(await titles()).toEqual(['Title of one']);
    expect(writes('POST')).toBe(1);
  });

  it('neither posts nor edits when a rewrite changed only ciphertext, line ends or the order of fields', async ({
    desk,
    expect,
  }) => {
    const { newsroom, start, titles, writes } = desk;
    await newsroom.write('one', { secured: 'YQ==;YQ==' });
    const { settled } = await start();
    await settled();
    const rewritten = articleText('one', { secured: 'Yg==;Yg==' });
    const [, category, title, ...rest] = rewritten.split('\n');
    await newsroom.writeRaw('one', ['---', title, category, ...rest].join('\r\n'));
    await settled();
    expect(await titles()).toEqual(['Title of one']);
    expect(writes('POST')).toBe(1);
    expect(writes('PATCH')).toBe(0);
  });

  it.for<{ when: string; before: ArticleFile; after: ArticleFile }>([
    { when: 'its heat rises over the threshold', before: { heat: 59 }, after: { heat: 60 } },
    { when: 'it is published', before: { published: false }, after: { published: true } },
  ])('posts an article once when $when', async ({ before, after }, { desk, expect }) => {
    const { newsroom, start, titles, writes } = desk;
    await newsroom.write('one', before);
    const { settled } = await start();
    await settled();
    expect(await titles()).toEqual([]);
    await newsroom.write('one', after);
    await settled();
    await newsroom.write('one', { ...after, heat: 90 });
    await settled();
    expect(await titles()).toEqual(['Title of one']);
    expect(writes('POST')).toBe(1);
  });

  it('posts an article once when its topics come to be what the feed wants', async ({ desk, expect }) => {
    const { newsroom, start, titles } = desk;
    await newsroom.write('one', { topics: ['Space'] });
    const { settled } = await start({ FEED_TOPICS: 'Google AI' });
    await newsroom.write('one', { topics: ['Space', 'google ai'] });
    await settled();
    expect(await titles()).toEqual(['Title of one']);
  });

  it('reports a broken file, and posts it once when it is mended', async ({ desk, expect }) => {
    const { newsroom, start, titles } = desk;
    const { settled, health } = await start();
    await newsroom.write('one', { heat: '"94"' });
    const reported = await until('the file is reported', async () => {
      const now = await health();
      return now.articles.problems > 0 && now;
    });
    expect(reported).toMatchObject({ status: 'ok', articles: { count: 0, problems: 1 } });
    await newsroom.write('one', { heat: 94 });
    expect(await settled()).toMatchObject({ articles: { count: 1, problems: 0 }, queue: { sent: 1 } });
    expect(await titles()).toEqual(['Title of one']);
  });

  it('tells a story of several files once', async ({ desk, expect }) => {
    const { discord, newsroom, start, titles } = desk;
    const { settled } = await start();
    await newsroom.write('first', { title: 'One event', heat: 70 });
    await settled();
    await newsroom.write('second', { title: 'One event', heat: 95, provider: 'Other Paper' });
    await settled();
    expect(await titles()).toEqual(['One event']);
    const [card] = await discord.messages(discord.channels['news'] as string);
    expect(card?.embeds[0]?.author?.name).toContain('Other Paper');
  });

  it('waits for an article that is dated in the future', async ({ desk, expect }) => {
    const { discord, newsroom, start, titles } = desk;
    const { settled } = await start();
    const soon = Date.now() + 4_000;
    await newsroom.write('one', { publishedDateTime: new Date(soon).toISOString() });
    await settled();
    const early = await titles();
    expect(Date.now() < soon ? early : []).toEqual([]);
    await discord.waitForMessages(discord.channels['news'] as string, 1);
    expect(Date.now()).toBeGreaterThanOrEqual(soon);
  });

  it('keeps a card true: edits it when the article changes, takes it back when it is unpublished, posts it again when published again', async ({
    desk,
    expect,
  }) => {
    const { newsroom, start, titles, writes } = desk;
    const { settled } = await start();
    await newsroom.write('one');
    await settled();
    await newsroom.write('one', { title: 'A better title' });
    await settled();
    expect(await titles()).toEqual(['A better title']);
    expect(writes('PATCH')).toBe(1);
    await newsroom.write('one', { title: 'A better title', published: false });
    await settled();
    expect(await titles()).toEqual([]);
    await newsroom.write('one', { title: 'A better title' });
    await settled();
    expect(await titles()).toEqual(['A better title']);
  });

  it('with new rules in the environment does not dig up the past', async ({ desk, expect }) => {
    const { newsroom, start, titles } = desk;
    await newsroom.write('mild', { heat: 40 });
    await (await start()).settled();
    const { settled } = await start({ FEED_MIN_HEAT: '30' });
    await settled();
    expect(await titles()).toEqual([]);
    await newsroom.write('new', { heat: 40 });
    await settled();
    expect(await titles()).toEqual(['Title of new']);
  });
});

it('a burst of 2,000 files is one scan by watching, and every eligible story of it is told once', async ({
  desk,
  expect,
}) => {
  const { newsroom, start, titles } = desk;
  const { health } = await start({ WATCH: 'true', SCAN_CRON: '0 0 1 1 *', FEED_MIN_HEAT: '100' });
  const { scan } = await health();
  const files = Array.from({ length: 2_000 }, (_, number) => number);
  const folder = join(newsroom.articlesDir, '../burst');
  await mkdir(folder);
  await Promise.all(
    files.map((number) =>
      writeFile(join(folder, `f${number}.md`), articleText(`f${number}`, { heat: number % 100 === 0 ? 120 : 50 })),
    ),
  );
  // At once, however long a slow disk takes to write them.
  await rename(folder, join(newsroom.articlesDir, 'burst'));
  const after = await until('the burst is indexed and sent', async () => {
    const now = await health();
    return now.articles.count === 2_000 && now.queue.sent === 20 && now;
  });
  expect(after.scan.runs - scan.runs).toBeLessThanOrEqual(2);
  expect(new Set(await titles()).size).toBe(20);
});

describe.concurrent('when something breaks', () => {
  it('a message whose answer was lost is not posted twice', async ({ desk, expect }) => {
    const { discord, newsroom, start, titles } = desk;
    const { settled } = await start();
    discord.failNext({ method: 'POST', path: /messages$/ }, '500-after');
    await newsroom.write('one');
    await settled();
    expect(await titles()).toEqual(['Title of one']);
  });

  it('a card waits while the bot may not post: it is neither lost nor given up', async ({ desk, expect }) => {
    const { discord, newsroom, start, titles } = desk;
    const channelId = discord.channels['news'] as string;
    const { health } = await start();
    await discord.setPermissions(channelId, { deny: ['SendMessages'] });
    await newsroom.write('one');
    await until('Discord refused', () => discord.requests.some(({ status }) => status === 403));
    const { queue } = await until('the refusal is written down', async () => {
      const now = await health();
      return now.queue.sending === 0 && now;
    });
    expect(queue).toMatchObject({ pending: 1, sending: 0, failed: 0, sent: 0 });
    expect(await titles()).toEqual([]);
  });

  it('the gateway comes back by itself, and commands work again', async ({ desk, expect }) => {
    const { discord, start } = desk;
    const { health } = await start();
    await discord.dropGateway();
    await until('the connection is seen to be broken', async () => (await health()).discord.state !== 'ready');
    await until('it is connected again', async () => (await health()).discord.state === 'ready');
    expect(await discord.command('topics')).toMatchObject({ result: 'answered' });
  });
});
