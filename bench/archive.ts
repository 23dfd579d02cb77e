import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const topics = ['AI', 'Security', 'Cloud', 'Kubernetes', 'Space', 'Energy', 'Robotics', 'C++', 'Health', 'Games'];
const words =
  'north river signal cluster engine garden orbit paper stone light market harbour winter copper field'.split(' ');

/** A folder of invented articles in the publishers' format; the same for the same size and seed. */
export async function writeArchive(size: number, seed: number): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'heatwire-bench-'));
  for (let year = 2020; year < 2026; year++) await mkdir(join(folder, String(year)));
  const pending: Promise<void>[] = [];
  for (let number = 0; number < size; number++) {
    pending.push(writeFile(join(folder, articlePath(number)), article(number, seed)));
    if (pending.length === 200) await Promise.all(pending.splice(0));
  }
  await Promise.all(pending);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Rewrites every article with nothing but new ciphertext in `secured`, as publishers do every two hours. */
export async function rewriteSecured(folder: string, size: number, seed: number): Promise<void> {
  for (let number = 0; number < size; number += 200) {
    const batch = Array.from({ length: Math.min(200, size - number) }, (_, offset) => number + offset);
    await Promise.all(
      batch.map((each) => writeFile(join(folder, articlePath(each)), article(each, seed, 'rewritten'))),
    );
  }
}

function articlePath(number: number): string {
  return join(String(2020 + (number % 6)), `article-${number}.md`);
}

function article(number: number, seed: number, secured = 'first'): string {
  const pick = <T>(from: readonly T[], salt: number): T => from[(number * 31 + salt * 7 + seed) % from.length] as T;
  const sentence = (length: number, salt: number): string =>
    Array.from({ length }, (_, at) => pick(words, salt + at * at)).join(' ');
  const date = new Date(Date.UTC(2020 + (number % 6), number % 12, 1 + (number % 28), number % 24)).toISOString();
  const host = `paper${number % 40}.example`;
  return `---
category: news
title: "${sentence(8, number % 97)} ${number}"
excerpt: "${sentence(40, 3)} ..."
publishedDateTime: ${date}
originalUrl: "https://${host}/${number}"
webUrl: "https://${host}/${number}"
type: article
quality: ${11 + (number % 178)}
heat: ${11 + ((number * 13) % 178)}
published: ${number % 5 !== 0}

provider:
  name: Paper ${number % 40}
  domain: ${host}
  images:
    - url: "https://${host}/logo-50x50.jpg"
      width: 50
      height: 50

topics:
  - ${pick(topics, 1)}
  - ${pick(topics, 2)} ${number % 30}

images:
  - url: "https://${host}/${number}.jpg"
    width: 1200
    height: 675
    isCached: true

related:
  - title: "${sentence(7, 5)}"
    excerpt: "${sentence(30, 9)}"
    publishedDateTime: ${date}
    webUrl: "https://wire${number % 17}.example/${number}"
    type: article
    provider:
      name: Wire ${number % 17}
      domain: wire${number % 17}.example
    quality: 40

secured: "${Buffer.from(`${secured}${number}`.repeat(24)).toString('base64')};c2VjdXJlZA=="
---
`;
}
