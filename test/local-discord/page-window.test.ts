import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type PageHarness, startPage, type Visit } from '../support/page.ts';

let harness: PageHarness;
let visit: Visit;

beforeAll(async () => {
  harness = await startPage([{ name: 'silent', description: 'Never answers' }], async () => undefined);
});
afterAll(() => harness.close());
afterEach(() => visit.close());

interface Scrolled {
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly scrollHeight: number;
  readonly scrollTop: number;
  readonly clientHeight: number;
}

it('the page catches up on what it missed while it could not hear the server', async () => {
  visit = await harness.visit();
  const { page, openChannel, message } = visit;
  await page.route('**/local/events*', (route) => route.abort());
  await openChannel('general');
  await page.getByText('Reconnecting…').waitFor();
  await harness.post('general', { content: 'Posted in silence' });
  await page.unroute('**/local/events*');
  await message('Posted in silence').waitFor();
  await page.getByText('Reconnecting…').waitFor({ state: 'detached' });
});

it('a reader who has scrolled up stays there, and is told of what is new', async () => {
  visit = await harness.visit();
  const { page, openChannel, message } = visit;
  for (let at = 0; at < 30; at += 1) await harness.post('ai', { content: `Old story ${at}` });
  const newest = await harness.post('ai', { content: 'Taken back' });
  await openChannel('ai');
  await message('Taken back').waitFor();
  const log = page.getByRole('log');
  const below = () =>
    log.evaluate(({ scrollHeight, scrollTop, clientHeight }: Scrolled) => scrollHeight - scrollTop - clientHeight);
  await expect.poll(below).toBeLessThan(2);
  await log.hover();
  await page.mouse.wheel(0, -600);
  await expect.poll(below).toBeGreaterThan(100);
  await harness.remove('ai', newest);
  await message('Taken back').waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: 'New messages' }).count()).toBe(0);
  await harness.post('ai', { content: 'Brand new story' });
  await page.getByRole('button', { name: 'New messages' }).click();
  await expect.poll(below).toBeLessThan(2);
  // The button is gone: the keyboard goes on among the messages.
  await log.and(page.locator(':focus')).waitFor();
  expect(visit.complaints()).toEqual([]);
});

it('the page works where the browser keeps nothing for it and offers no secure context', async () => {
  visit = await harness.visit();
  const { page, openChannel } = visit;
  const blocked = await page.addInitScript(`
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } });
    Object.defineProperty(crypto, 'randomUUID', { value: undefined });
  `);
  await openChannel('general');
  await page.getByRole('button', { name: /^Switch to the/ }).click();
  await page.keyboard.type('/silent ');
  const release = await visit.holdInteractions();
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Sending command…' }).waitFor();
  release();
  expect(visit.complaints()).toEqual([]);
  await blocked.dispose();
});

it('a window that nobody looks at tells of unread messages in its title', async () => {
  visit = await harness.visit();
  const { page, openChannel } = visit;
  await openChannel('general');
  // As browsers do with a window in the background.
  await page.evaluate(`
    Object.defineProperty(document, 'hidden', { value: true });
    window.requestAnimationFrame = () => 0;
  `);
  await harness.post('ai', { content: 'Something new' });
  await expect.poll(() => page.title()).toBe('• #general | Test Guild');
});

it('whoever is no longer there becomes the owner', async () => {
  visit = await harness.visit();
  const { page, openChannel } = visit;
  let there = true;
  const member = harness.discord.memberId;
  const gone = { status: 404, json: { reason: 'There is no such person.' } };
  await page.route(`**/local/state?viewer=${member}`, (route) => (there ? route.fallback() : route.fulfill(gone)));
  await page.route(`**/local/events?viewer=${member}`, (route) => route.fulfill(gone));
  await openChannel('general');
  await page.getByRole('button', { name: 'You are owner' }).click();
  await page.getByRole('menuitemradio', { name: 'member' }).click();
  await page.getByRole('button', { name: 'You are member' }).waitFor();
  there = false;
  await page.getByRole('button', { name: 'You are owner' }).waitFor();
  await page.getByText('Reconnecting…').waitFor({ state: 'detached' });
});

it('the latest of two quick changes is the one that is shown', async () => {
  visit = await harness.visit();
  const { page, openChannel } = visit;
  await openChannel('general');
  await page.getByRole('link', { name: 'general', exact: true }).waitFor();
  const held = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  await page.route('**/local/state*', async (route) => {
    const response = await route.fetch();
    const early = !(await response.text()).includes('"latest"');
    asked.resolve();
    if (early) await held.promise;
    await route.fulfill({ response });
  });
  await harness.client.application.commands.create({ name: 'early', description: 'One' });
  await asked.promise;
  await harness.client.application.commands.create({ name: 'latest', description: 'Another' });
  await page.keyboard.type('/latest');
  const offered = page.getByRole('option').filter({ hasText: '/latest' });
  await offered.waitFor();
  const late = page.waitForResponse('**/local/state*');
  held.resolve();
  await (await late).finished();
  await page.evaluate('new Promise((drawn) => setTimeout(() => requestAnimationFrame(drawn)))');
  expect(await offered.count()).toBe(1);
  await page.unrouteAll({ behavior: 'wait' });
});

it('the theme that was chosen is kept', async () => {
  visit = await harness.visit();
  const { page, openChannel, line } = visit;
  await openChannel('general');
  const theme = () => page.locator('html').getAttribute('data-theme');
  const before = await theme();
  await page.getByRole('button', { name: /^Switch to the/ }).click();
  await expect.poll(theme).not.toBe(before);
  const chosen = await theme();
  await page.reload();
  await line('general').waitFor();
  expect(await theme()).toBe(chosen);
});

it('a phone never scrolls sideways, whatever a card says', async () => {
  visit = await harness.visit({ width: 390, height: 844 });
  const { page, openChannel, message, line } = visit;
  await harness.post('news', {
    content: 'w'.repeat(300),
    embeds: [
      {
        author: { name: 'a'.repeat(200) },
        title: 't'.repeat(250),
        description: `https://a.example/${'d'.repeat(500)}\n\`\`\`\n${'c'.repeat(300)}\n\`\`\``,
        image: { url: 'https://a.example/wide.png' },
        thumbnail: { url: 'https://a.example/logo.png' },
        fields: [1, 2, 3].map((n) => ({ name: 'n'.repeat(60), value: `${n}`.repeat(90), inline: true })),
        footer: { text: 'f'.repeat(300) },
      },
    ],
    components: [{ type: 1, components: [{ type: 2, style: 1, label: 'l'.repeat(80), custom_id: 'long' }] }],
  });
  await openChannel('news');
  await message('w'.repeat(300)).waitFor();
  const beside = async () => {
    const widths = ({ scrollWidth, clientWidth }: Scrolled) => scrollWidth - clientWidth;
    return [await page.locator('html').evaluate(widths), await page.getByRole('log').evaluate(widths)];
  };
  expect(await beside()).toEqual([0, 0]);
  await page.getByRole('button', { name: 'Channels', exact: true }).click();
  await page.getByRole('link', { name: 'general', exact: true }).click();
  await line('general').waitFor();
  expect(await beside()).toEqual([0, 0]);
  expect(visit.complaints()).toEqual([]);
});
