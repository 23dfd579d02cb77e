import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKey } from '../../src/discord/names.ts';
import { askInWords, decodeAsk, encodeAsk, newsAsk, queryOf, recallAsk } from '../../src/discord/news-ask.ts';
import { hostileText } from '../support/hostile.ts';

const anyAsk = fc
  .record({
    topic: fc.option(hostileText),
    search: fc.option(hostileText),
    provider: fc.option(fc.oneof(hostileText, fc.domain())),
    minHeat: fc.option(fc.oneof(fc.integer({ min: -10, max: 2000 }), fc.double())),
    since: fc.constantFrom('day', 'week', 'month', 'year', 'decade', '__proto__', null),
    type: fc.constantFrom('article', 'video', 'toString', null),
    sort: fc.constantFrom('hottest', 'newest', 'quality', 'relevance', 'constructor', null),
  })
  .map(newsAsk);

describe('what /news is asked', () => {
  it('is sorted by heat, and a search by its best matches', () => {
    expect(newsAsk({}).sort).toBe('hottest');
    expect(newsAsk({ search: 'kubeflow' }).sort).toBe('relevance');
    expect(newsAsk({ search: 'kubeflow', sort: 'newest' }).sort).toBe('newest');
  });

  it('leaves out what nobody offered', () => {
    expect(newsAsk({ since: 'toString', type: '__proto__', sort: 'x', minHeat: 1.5, topic: ' ' })).toEqual({
      sort: 'hottest',
    });
    expect(newsAsk({ minHeat: -5 }).minHeat).toBe(0);
    expect(newsAsk({ search: 'x'.repeat(400) }).search).toHaveLength(50);
  });

  it('looks back from now', () => {
    const now = Date.UTC(2026, 0, 8);
    expect(queryOf(newsAsk({ since: 'week', topic: 'AI' }), now)).toEqual({
      topic: 'AI',
      since: Date.UTC(2026, 0, 1),
      sort: 'hottest',
    });
    expect(queryOf(newsAsk({}), now)).toEqual({ sort: 'hottest' });
  });

  it('is said in words', () => {
    expect(
      askInWords(
        newsAsk({ topic: 'AI', search: '*x*', provider: 'TechRadar', minHeat: 0, since: 'week', type: 'video' }),
      ),
    ).toBe('**AI** · “\\*x\\*” · from TechRadar · videos · heat 0 or more · last 7 days · best match first');
  });

  it('begins with a capital where the words are the program’s own', () => {
    expect(askInWords(newsAsk({}))).toBe('Hottest first');
    expect(askInWords(newsAsk({ provider: 'x.example' }))).toBe('From x.example · hottest first');
    expect(askInWords(newsAsk({ topic: 'iOS' }))).toBe('**iOS** · hottest first');
  });
});

describe('a page’s custom_id', () => {
  it('fits 100 characters and brings back what was asked, for any options', () => {
    fc.assert(
      fc.property(anyAsk, fc.nat({ max: 400_000 }), (ask, page) => {
        const id = `saved:pick:${encodeAsk(ask, page)}`;
        expect(id.length).toBeLessThanOrEqual(100);
        const { topic, provider, ...rest } = ask;
        const stored = decodeAsk(id.slice('saved:pick:'.length));
        expect(stored).toEqual({
          ...rest,
          page,
          ...(topic !== undefined && { topicKey: nameKey(topic) }),
          ...(stored?.provider !== undefined
            ? { provider: provider?.toLowerCase() }
            : provider !== undefined && { providerKey: nameKey(provider) }),
        });
      }),
    );
  });

  it('has room for a domain only beside a short search', () => {
    const provider = 'a-provider-with-a-long-name.example';
    expect(encodeAsk(newsAsk({ provider, search: 'short' }), 0)).toContain(provider);
    const full = encodeAsk(newsAsk({ provider, search: 'x'.repeat(50) }), 0);
    expect(full).not.toContain(provider);
    expect(full.length).toBeLessThanOrEqual(89);
  });

  it('that somebody made up is no ask, or a harmless one', () => {
    const valid = encodeAsk(newsAsk({ topic: 'AI', search: 'x' }), 3);
    const bent = fc
      .tuple(fc.nat({ max: valid.length }), fc.string({ maxLength: 3 }))
      .map(([at, text]) => valid.slice(0, at) + text + valid.slice(at + text.length));
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 100 }), bent), (text) => {
        const stored = decodeAsk(text);
        if (stored === undefined) return;
        expect(stored.page).toBeGreaterThanOrEqual(0);
        expect(stored.minHeat ?? 0).toBeLessThanOrEqual(1000);
        expect((stored.search ?? '').length).toBeLessThanOrEqual(50);
      }),
    );
  });

  const desk = {
    topics: async () => [{ name: 'Google AI', count: 2 }],
    providers: async () => [{ name: 'TechRadar', count: 2 }],
  };

  it('is asked again by the names that exist', async () => {
    const ask = newsAsk({ topic: 'google ai', provider: 'techradar', since: 'week' });
    expect(await recallAsk(encodeAsk(ask, 2), desk)).toEqual({
      page: 2,
      ask: { topic: 'Google AI', provider: 'TechRadar', since: 'week', sort: 'hottest' },
    });
  });

  it('keeps a domain, which need not be among the names of providers', async () => {
    const ask = newsAsk({ provider: 'techradar.com', search: 'kubernetes' });
    expect(await recallAsk(encodeAsk(ask, 1), desk)).toEqual({ page: 1, ask });
  });

  it('is out of date once its topic or provider is gone', async () => {
    expect(await recallAsk(encodeAsk(newsAsk({ topic: 'Gardening' }), 0), desk)).toBeUndefined();
    expect(await recallAsk(encodeAsk(newsAsk({ provider: 'Gone' }), 0), desk)).toBeUndefined();
    expect(await recallAsk('0.0.h--....', desk)).toBeUndefined();
  });
});
