import { describe, expect, it } from 'vitest';
import { articleIn, file, full, needed, parse } from './article-files.ts';

describe('a file as publishers write it', () => {
  it('becomes an article with every field that a reader sees', () => {
    expect(articleIn(full, '_news/2024-05-06-harbour')).toEqual({
      id: '_news/2024-05-06-harbour',
      title: 'Harbour engines run on signals',
      excerpt: 'The harbour has "quietly" swapped its engines. What follows is ...',
      publishedAt: Date.parse('2024-05-06T07:08:09Z'),
      updatedAt: Date.parse('2024-05-07T07:00:00Z'),
      link: 'https://harbour.example/engines',
      mobileLink: 'https://harbour.example/engines/amp',
      type: 'article',
      quality: 97,
      heat: 189,
      published: true,
      provider: {
        name: 'Harbour Post',
        domain: 'harbour.example',
        logo: { url: 'https://harbour.example/logo-50x50.jpg', width: 50, height: 50 },
      },
      topics: ['C++ Builder', '.NET'],
      pictures: [
        {
          url: 'https://harbour.example/engine.jpg',
          width: 630,
          height: 355,
          title: 'An engine',
          attribution: 'Harbour Post',
        },
      ],
      coverage: [
        {
          title: 'Signals take the harbour',
          link: 'https://wire.example/harbour',
          publishedAt: Date.parse('2024-05-06T09:00:00Z'),
          provider: { name: 'The Wire', domain: 'wire.example' },
        },
      ],
      urls: [
        'https://harbour.example/engines',
        'https://harbour.example/original',
        'https://harbour.example/engines/amp',
        'https://cdn.example/harbour/engines',
      ],
    });
  });

  it('is a draft without pictures, topics and rating if it says no more', () => {
    expect(articleIn(file(...needed))).toEqual({
      id: 'news/one',
      title: 'A title',
      publishedAt: Date.parse('2024-05-06T07:08:09Z'),
      type: 'article',
      published: false,
      topics: [],
      pictures: [],
      coverage: [],
      urls: [],
    });
  });

  it('is not rated when its heat is -1', () => {
    const article = articleIn(file(...needed, 'heat: -1', 'quality: -1'));
    expect(article).not.toHaveProperty('heat');
    expect(article).not.toHaveProperty('quality');
  });

  it('links to originalUrl and the cached mobile page when it has no others', () => {
    const article = articleIn(
      file(...needed, 'originalUrl: https://a.example/1', 'cdnAmpWebUrl: https://cdn.example/1', 'webUrl:'),
    );
    expect(article).toMatchObject({ link: 'https://a.example/1', mobileLink: 'https://cdn.example/1' });
  });

  it('keeps a related article without a link out of the coverage', () => {
    expect(articleIn(file(...needed, 'related:', '  - title: "A video elsewhere"')).coverage).toEqual([]);
  });

  it.each([
    ['the same line ends', full.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${full}`],
    ['other ciphertext', full.replace(/secured: .*/, 'secured: "bmV3;bmV3"')],
    ['another order of fields', full.replace('type: article\nquality: 97\n', 'quality: 97\ntype: article\n')],
    ['empty fields', full.replace('tags: [harbour]', 'locale:\ncategories: ""')],
    ['a body', `${full}<p>Some text</p>\n`],
    ['spaces after the hyphens', full.replace('---\n', '--- \n')],
  ])('is the same article with %s', (_, text) => {
    expect(JSON.stringify(articleIn(text))).toBe(JSON.stringify(articleIn(full)));
  });

  it.each([
    [
      'featuredContent: "<iframe width=\\"8\\" src=\\"https://www.youtube.com/embed/MGtomFKVDys?a=1&amp;b=2\\"></iframe>"',
      'youtube',
      'MGtomFKVDys',
    ],
    ['featuredContent: \'<iframe src="//player.vimeo.com/video/76979871"></iframe>\'', 'vimeo', '76979871'],
    ['originalUrl: "https://youtube.com/watch?v=MGtomFKVDys"', 'youtube', 'MGtomFKVDys'],
    ['webUrl: https://youtu.be/MGtomFKVDys?t=3', 'youtube', 'MGtomFKVDys'],
    ['webUrl: https://www.youtube.com/shorts/MGtomFKVDys', 'youtube', 'MGtomFKVDys'],
    ['webUrl: https://www.youtube-nocookie.com/embed/MGtomFKVDys', 'youtube', 'MGtomFKVDys'],
    ['webUrl: https://m.youtube.com/watch?app=m&v=MGtomFKVDys', 'youtube', 'MGtomFKVDys'],
    ['webUrl: https://vimeo.com/76979871', 'vimeo', '76979871'],
  ])('%s is a video', (line, site, id) => {
    expect(articleIn(file(...needed, line)).video).toEqual({ site, id });
  });

  it.each([
    'webUrl: https://youtube.com/watch?v=../../evil',
    'webUrl: https://youtube.com.evil.example/watch?v=MGtomFKVDys',
    'webUrl: https://vimeo.com/about',
    'featuredContent: "<script src=\\"https://www.youtube.com/embed/MGtomFKVDys\\"></script>"',
    'featuredContent: "<iframe src=\\"javascript:alert(1)\\"></iframe>"',
  ])('%s is no video', (line) => {
    expect(articleIn(file(...needed, line))).not.toHaveProperty('video');
  });

  it('shows the publisher’s ciphertext nowhere', () => {
    const nested = full.replace('provider:\n', 'provider:\n  secured: "b25seSBmb3I="\n');
    expect(JSON.stringify(parse(nested))).not.toContain('b25seSBm');
    expect(JSON.stringify(parse(file(...needed, 'topics: {secured: "b25seSBm"}')))).not.toContain('b25seSBm');
    expect(JSON.stringify(parse(file(...needed, 'secured: *b25seSBm')))).not.toContain('b25seSBm');
    expect(JSON.stringify(parse(file(...needed, 'secured: "b25seSBm')))).not.toContain('b25seSBm');
  });
});

describe('a file that is no article is passed over', () => {
  it.each([
    ['an empty file', ''],
    ['plain Markdown', '# Read me\n\nSome words.\n'],
    ['empty front matter', '---\n---\nText\n'],
    [
      'a newsletter',
      file('title: "The week"', 'publishedDateTime: 2024-05-06', 'topics:', '  - AI').concat('<html></html>'),
    ],
    ['another category', file('category: events', 'title: 3', 'heat: 12', 'published: true')],
    ['a rule of many hyphens', '-----\nheat: x\n-----\n'],
  ])('%s', (_, text) => {
    expect(parse(text)).toEqual({ kind: 'passed over' });
  });

  it.each(['heat: 12', 'published: true'])('but not one that lacks the category and has %s', (line) => {
    expect(parse(file(...needed.slice(1), line)).kind).toBe('article');
  });
});
