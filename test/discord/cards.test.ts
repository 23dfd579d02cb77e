import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardIdIn, customIdOfCard, renderCard } from '../../src/discord/cards.ts';
import { shortPublisherOf } from '../../src/discord/story-parts.ts';
import type { Article } from '../../src/news/article.ts';
import { anArticle, aTelling } from '../support/builders.ts';
import { foreignMarkup } from '../support/foreign-markup.ts';
import { hostileTelling } from '../support/hostile.ts';
import { refusals } from '../support/message-check.ts';

const cardId = 'AbCdEfGhIjKlMn_-';

const seed = anArticle({
  title: 'Cryptomining syndicate hijacks Kubernetes clusters',
  excerpt: 'Microsoft has released a new report highlighting a series of attacks on Kubeflow ...',
  publishedAt: Date.UTC(2020, 5, 11, 19, 43),
  link: 'https://www.techradar.com/news/kubernetes',
  mobileLink: 'https://www.techradar.com/amp/news/kubernetes',
  quality: 74,
  heat: 94,
  provider: { name: 'TechRadar', domain: 'techradar.com', logo: { url: 'https://logos.example/techradar.jpg' } },
  topics: ['Google AI', 'AI'],
  pictures: [{ url: 'https://cdn.example/photo.jpg', width: 970, height: 546 }],
});

const darkReading = {
  title: 'Cryptominers Found in Azure [Kubernetes] Containers',
  link: 'https://www.darkreading.com/attacks/(x)',
  publishedAt: Date.UTC(2020, 5, 12),
  provider: { name: 'Dark Reading', domain: 'darkreading.com' },
};

const embedOf = (overrides: Partial<Article>, plain = false) =>
  renderCard(aTelling({ article: { ...seed, ...overrides } }), { cardId, plain }).embeds?.[0];
const buttonsOf = (overrides: Partial<Article>) =>
  renderCard(aTelling({ article: { ...seed, ...overrides } }), { cardId }).components?.[0]?.components;

describe('a card', () => {
  it('shows a story from its publisher down to its buttons', () => {
    expect(renderCard({ article: seed, coverage: [darkReading] }, { cardId })).toEqual({
      embeds: [
        {
          author: {
            name: 'TechRadar · techradar.com',
            url: 'https://techradar.com/',
            icon_url: 'https://logos.example/techradar.jpg',
          },
          title: 'Cryptomining syndicate hijacks Kubernetes clusters',
          url: 'https://www.techradar.com/news/kubernetes',
          description:
            'Microsoft has released a new report highlighting a series of attacks on Kubeflow…\n\n🔥 **heat 94** · quality 74 · Google AI, AI',
          color: 0xf27f2f,
          fields: [
            {
              name: 'Also covered by',
              value:
                '• [Cryptominers Found in Azure Kubernetes Containers](https://www.darkreading.com/attacks/%28x%29) · darkreading.com · <t:1591920000:R>',
            },
          ],
          image: { url: 'https://cdn.example/photo.jpg' },
          footer: { text: 'Published' },
          timestamp: '2020-06-11T19:43:00.000Z',
        },
      ],
      components: [
        {
          type: 1,
          components: [
            { type: 2, style: 5, label: 'Read', url: 'https://www.techradar.com/news/kubernetes' },
            { type: 2, style: 5, label: 'Mobile page', url: 'https://www.techradar.com/amp/news/kubernetes' },
            { type: 2, style: 2, label: 'Save', emoji: { name: '🔖' }, custom_id: `saved:add:${cardId}` },
          ],
        },
      ],
    });
  });

  it('can do without pictures, icons and the publisher’s site', () => {
    const embed = embedOf({}, true);
    expect(embed?.author).toEqual({ name: 'TechRadar · techradar.com' });
    expect(embed).not.toHaveProperty('image');
    expect(embed?.url).toBe(seed.link);
  });

  it.each([
    ['TechRadar', 'techradar.com', 'TechRadar'],
    ['The New York Times', 'nytimes.com', 'The New York Times'],
    ['New York Times', 'nytimes.com', 'New York Times'],
    ['Microsoft', 'blogs.microsoft.com', 'Microsoft'],
    ['Verge', 'theverge.com', 'Verge'],
    ['MIT Technology Review', 'technologyreview.com', 'MIT Technology Review'],
    ['Leaf & Grid', 'leaf-and-grid.example', 'Leaf & Grid'],
    ['Leaf & Grid', 'leafgrid.example', 'Leaf & Grid'],
    ['H&M', 'hm.com', 'H&M'],
    ['Medium', 'towardsdatascience.com', 'Medium · towardsdatascience.com'],
    ['YouTube', 'techradar.com', 'YouTube · techradar.com'],
    [undefined, 'techradar.com', 'techradar.com'],
  ])('in a list, names %s of %s as %s', (name, domain, shown) => {
    const provider = { ...(name !== undefined && { name }), domain };
    expect(shortPublisherOf(anArticle({ provider }))).toBe(shown);
  });

  it('names the site of the link when no provider is given', () => {
    const { provider: _, ...article } = seed;
    expect(renderCard({ article, coverage: [] }, { cardId }).embeds?.[0]?.author).toEqual({ name: 'techradar.com' });
  });

  it.each([
    ['within the hour', 59 * 60_000, false],
    ['an hour later', 60 * 60_000, true],
  ])('says that an article was updated %s: %s ms, %s', (_, later, says) => {
    const text = embedOf({ updatedAt: seed.publishedAt + later })?.description ?? '';
    expect(/ · updated <t:\d+:R>$/.test(text)).toBe(says);
  });

  it('says nothing that the title says already', () => {
    expect(embedOf({ title: 'It is out.', excerpt: 'It is out.' })?.description).toBe(
      '🔥 **heat 94** · quality 74 · Google AI, AI',
    );
  });

  it('marks a video, and leads to where it is watched', () => {
    const { link: _, ...unlinked } = seed;
    const article = { ...unlinked, type: 'video', video: { site: 'youtube', id: 'MGtomFKVDys' } as const };
    const { embeds, components } = renderCard({ article, coverage: [] }, { cardId });
    expect(embeds?.[0]?.author?.name).toBe('TechRadar · techradar.com · ▶ video');
    expect(embeds?.[0]?.url).toBe('https://www.youtube.com/watch?v=MGtomFKVDys');
    expect(components?.[0]?.components[0]).toMatchObject({ label: '▶ Watch', url: embeds?.[0]?.url });
  });

  it('has no second button to the same page, and none to an address that a button cannot hold', () => {
    const labels = (overrides: Partial<Article>) =>
      buttonsOf(overrides)?.map((button) => ('label' in button ? button.label : ''));
    expect(labels({ mobileLink: seed.link ?? '' })).toEqual(['Read', 'Save']);
    expect(labels({ link: `https://x.example/${'a'.repeat(500)}` })).toEqual(['Mobile page', 'Save']);
    expect(embedOf({ link: `https://x.example/${'a'.repeat(500)}` })?.url).toHaveLength(518);
  });

  it('shows five topics, and counts the others', () => {
    expect(embedOf({ topics: ['A', 'B', 'C', 'D', 'E'] })?.description).toMatch(/ · A, B, C, D, E$/);
    expect(embedOf({ topics: ['A', 'B', 'C', 'D', 'E', 'F'] })?.description).toMatch(/ · A, B, C, D, E and 1 more$/);
  });

  it('lists at most five others, with shorter labels when that lets in more', () => {
    const others = Array.from({ length: 8 }, (_, index) => ({
      title: `${index} ${'A long headline about one and the same event '.repeat(3)}`,
      link: `https://paper-${index}.example/${'a-long-path/'.repeat(7)}`,
      publishedAt: Date.UTC(2020, 5, 12),
    }));
    const lines = renderCard({ article: seed, coverage: others }, { cardId }).embeds?.[0]?.fields?.[0]?.value.split(
      '\n',
    );
    expect(lines).toHaveLength(5);
    expect(lines?.[0]).toContain('• [0 A long headline');
  });

  it('can be sent, whatever the article says', () => {
    fc.assert(
      fc.property(hostileTelling, fc.boolean(), (telling, plain) => {
        const body = renderCard(telling, { cardId, plain });
        expect(refusals(body)).toEqual([]);
        expect(renderCard(structuredClone(telling), { cardId, plain })).toEqual(body);
      }),
      { numRuns: 300 },
    );
  });

  it('carries no formatting, mention or link of the author’s, whatever the article says', () => {
    fc.assert(
      fc.property(hostileTelling, (telling) => {
        expect(foreignMarkup(renderCard(telling, { cardId }))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a card’s id', () => {
  it('is found again in the message', () => {
    const { components } = renderCard(aTelling(), { cardId });
    expect(cardIdIn(JSON.parse(JSON.stringify(components)))).toBe(cardId);
    expect(customIdOfCard(cardId).length).toBeLessThanOrEqual(100);
  });

  it.each([
    { components: undefined },
    { components: null },
    { components: 'x' },
    { components: [] },
    { components: [null] },
    { components: [{ components: 7 }] },
    { components: [{ custom_id: 3 }] },
    { components: [{ custom_id: 'news:1' }] },
  ])('is not found in $components', ({ components }) => {
    expect(cardIdIn(components)).toBeUndefined();
  });
});
