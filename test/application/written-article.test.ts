import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type RunningHeatwire, startHeatwire } from '../support/heatwire.ts';
import { articleText, createNewsroom, type Newsroom } from '../support/newsroom.ts';
import { createWindows } from '../support/windows.ts';

let newsroom: Newsroom;
let heatwire: RunningHeatwire;
let browser: Browser;
let page: Page;
let complaints: () => readonly string[];

beforeAll(async () => {
  newsroom = await createNewsroom();
  await newsroom.write('lukewarm', { title: 'A lukewarm story', heat: 45 });
  [browser, heatwire] = await Promise.all([launchBrowser(), startHeatwire(newsroom, { WATCH: 'true' })]);
  ({ page, complaints } = await createWindows(browser, heatwire.application.url).open());
  await page.goto(heatwire.application.url);
  await page.getByRole('button', { name: 'Behind the scenes' }).click();
  await page.getByRole('tab', { name: 'Articles' }).click();
});
afterAll(async () => {
  await browser.close();
  await heatwire.stop();
  await newsroom.remove();
});

const card = (title: string): Locator => page.getByRole('article').filter({ hasText: title });
const listed = (title: string): Locator =>
  page.getByRole('list', { name: 'Articles' }).getByRole('listitem').filter({ hasText: title });

it('an article that is written on the page is saved as a file, and its card arrives', async () => {
  const title = '"Sheep" <img src=x onerror=alert(1)> & a goat: ../../up';
  const save = page.getByRole('button', { name: 'Save the article' });
  await save.click();
  await page.getByText('An article needs a title.').waitFor();
  await page.locator('input[name="title"]:focus').waitFor();
  await page.keyboard.type(title);
  await page.getByLabel('Text').fill('They said\n---\nbaa.');
  await page.getByLabel('Link').fill('https://daily-example.example/sheep');
  await page.getByLabel('Topics').fill('AI, C#, Good News');
  await page.getByLabel('Provider').fill('Daily Example');
  await page.getByRole('slider').fill('120');
  await save.click();
  await card(title).waitFor();
  await page.locator('a[href="https://daily-example.example/sheep"]', { hasText: 'Read' }).waitFor();
  expect(await card(title).innerText()).toMatch(/Daily Example · daily-example\.example[\s\S]*heat 120/);

  const [file = ''] = await readdir(join(newsroom.articlesDir, 'written'));
  expect(file).toMatch(/^\d{4}-\d\d-\d\d-sheep-img-src-x-onerror-alert-1-a-goat-up\.md$/);
  expect(await readFile(join(newsroom.articlesDir, 'written', file), 'utf8')).toContain('  - "C#"\n');
  expect(await page.getByLabel('Title').inputValue()).toBe('');
});

it('an article whose heat is raised as far as the feed asks is posted, and taken back when it is unpublished', async () => {
  const title = 'A lukewarm story';
  expect(await card(title).count()).toBe(0);
  const raise = listed(title).getByRole('button', { name: 'Raise the heat' });
  await raise.click();
  await listed(title).getByText('55', { exact: true }).waitFor();
  await raise.click();
  await card(title).waitFor();
  const before = articleText('lukewarm', { title, heat: 65 });
  expect(await readFile(join(newsroom.articlesDir, 'lukewarm.md'), 'utf8')).toBe(before);

  await listed(title)
    .getByRole('button', { name: `Unpublish ${title}` })
    .click();
  await card(title).waitFor({ state: 'detached' });
  await listed(title).getByText('draft').waitFor();
  expect(complaints()).toEqual([]);
});
