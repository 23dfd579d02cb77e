import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type RunningHeatwire, startHeatwire } from '../support/heatwire.ts';
import { createNewsroom, type Newsroom } from '../support/newsroom.ts';
import { createWindows, type Window } from '../support/windows.ts';

let newsroom: Newsroom;
let heatwire: RunningHeatwire;
let browser: Browser;
let windows: ReturnType<typeof createWindows>;
let window: Window;

beforeAll(async () => {
  newsroom = await createNewsroom();
  for (let place = 0; place < 7; place++)
    await newsroom.write(`robots-${place}`, { title: `Robot story ${place}`, heat: 90 - place, topics: ['Robotics'] });
  [browser, heatwire] = await Promise.all([launchBrowser(), startHeatwire(newsroom, { FEED_CATCH_UP: '1' })]);
  windows = createWindows(browser, heatwire.application.url);
});
afterAll(async () => {
  await browser.close();
  await heatwire.stop();
  await newsroom.remove();
});

beforeEach(async () => {
  window = await windows.open();
  await window.page.goto(heatwire.application.url);
});
afterEach(async () => {
  await window.close();
  expect(window.complaints()).toEqual([]);
});

const message = (text: string) => window.page.getByRole('article').filter({ hasText: text }).last();

it('a card arrives while one looks on', async () => {
  await message('Robot story 0').waitFor();
  await newsroom.write('breaking', { title: 'A story that breaks', heat: 120 });
  await heatwire.settled();
  await message('A story that breaks').getByRole('link', { name: 'Read' }).waitFor();
});

it('/news completes a topic, answers with the hottest stories of it, and turns its pages', async () => {
  const { page } = window;
  const line = page.getByRole('combobox', { name: 'Message #news' });
  await line.fill('/new');
  await page.getByRole('option', { name: 'news' }).first().waitFor();
  await line.press('Enter');
  await page.getByRole('option', { name: 'topic' }).first().click();
  await page.keyboard.type('robo');
  await page.getByRole('option', { name: /^Robotics/ }).click();
  await page.keyboard.press('Enter');

  const answer = message('Robot story 1');
  await answer.getByText('Only you can see this').waitFor();
  expect(await answer.innerText()).not.toContain('Robot story 6');
  await answer.getByRole('button', { name: 'Next ▶' }).click();
  const second = message('Robot story 6');
  await second.waitFor();
  await second.getByRole('button', { name: '◀ Previous' }).click();
  await message('Robot story 1').waitFor();
});

it('is dark or light as one likes, and remembers it', async () => {
  const { page } = window;
  const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  await message('Robot story 0').waitFor();
  const before = await ground();
  await page.getByRole('button', { name: /^Switch to the (dark|light) theme$/ }).click();
  await expect.poll(ground).not.toBe(before);
  const after = await ground();
  await page.reload();
  await message('Robot story 0').waitFor();
  expect(await ground()).toBe(after);
});
