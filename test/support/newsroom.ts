import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Newsroom {
  readonly articlesDir: string;
  readonly dataDir: string;
  /** Writes an article's file, whole, as publishers do. */
  write(id: string, fields?: ArticleFile): Promise<void>;
  /** Writes anything into an article's file. */
  writeRaw(id: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

/** What a test says of an article file; everything else is made up. */
export interface ArticleFile {
  readonly title?: string;
  readonly excerpt?: string;
  readonly heat?: number | string;
  readonly published?: boolean;
  readonly topics?: readonly string[];
  readonly provider?: string;
  readonly type?: string;
  readonly publishedDateTime?: string;
  readonly secured?: string;
}

/** A publisher's folder and a place for the program's data, both new and empty. */
export async function createNewsroom(): Promise<Newsroom> {
  const root = await mkdtemp(join(tmpdir(), 'heatwire-'));
  const articlesDir = join(root, 'articles');
  await mkdir(articlesDir);
  const writeRaw = async (id: string, text: string): Promise<void> => {
    const file = join(articlesDir, `${id}.md`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  return {
    articlesDir,
    dataDir: join(root, 'data'),
    write: (id, fields = {}) => writeRaw(id, articleText(id, fields)),
    writeRaw,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

export function articleText(id: string, fields: ArticleFile = {}): string {
  const { title = `Title of ${id}`, excerpt = `What ${id} is about.`, heat = 80, published = true } = fields;
  const { topics = ['AI'], provider = 'Daily Example', type = 'article', secured = 'c2VjcmV0;c2VjcmV0' } = fields;
  const { publishedDateTime = '2026-11-20T08:00:00Z' } = fields;
  const domain = `${provider.toLowerCase().replaceAll(' ', '-')}.example`;
  return `---
category: news
title: ${JSON.stringify(title)}
excerpt: ${JSON.stringify(excerpt)}
publishedDateTime: ${publishedDateTime}
webUrl: "https://${domain}/${id}"
type: ${type}
quality: 70
heat: ${heat}
published: ${published}

provider:
  name: ${provider}
  domain: ${domain}

topics:
${topics.map((topic) => `  - ${topic}`).join('\n')}

images:
  - url: "https://pictures.${domain}/${id.replaceAll('/', '-')}.jpg"
    width: 1200
    height: 675

secured: "${secured}"
---
`;
}
