import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeIn } from '../../src/discord/lists.ts';
import { newsAsk } from '../../src/discord/news-ask.ts';
import { renderNews, renderNoNews } from '../../src/discord/news-list.ts';
import { isArticleId, storyValue } from '../../src/discord/story-value.ts';
import { anArticle } from '../support/builders.ts';
import { hostileArticle, hostileText } from '../support/hostile.ts';
import { liveMarkup, refusals } from '../support/message-check.ts';

describe('a page of /news', () => {
  const articles = ['a', 'b', 'c'].map((id) =>
    anArticle({ id, title: `Title ${id}`, excerpt: 'It is out.', link: 'https://daily.example/same', heat: 60 }),
  );
  const place = placeIn(23, 5, 1);
  const body = renderNews(newsAsk({ topic: 'AI', since: 'week' }), { items: articles, total: 23 }, place);

  it('begins with what was asked, in words', () => {
    expect(body.content).toBe('**AI** · last 7 days · hottest first — 23 stories, page 2 of 5');
  });

  it('says when there are more stories than it can show', () => {
    const many = { items: articles, total: 1_000, more: true } as const;
    const { content } = renderNews(newsAsk({ search: 'harbour' }), many, placeIn(1_000, 5, 0));
    expect(content).toBe('“harbour” · best match first — more than 1,000 stories, page 1 of 200');
  });

  it('shows each story in a compact embed, with an address of its own', () => {
    expect(body.embeds?.[0]).toEqual({
      title: 'Title a',
      url: 'https://daily.example/same',
      description: 'The Daily Example · 🔥 **heat 60** · <t:1767355200:R>\nIt is out.',
      color: 0xf0b232,
    });
    expect(body.embeds?.map(({ url }) => url)).toEqual([
      'https://daily.example/same',
      'https://daily.example/same#2',
      'https://daily.example/same#3',
    ]);
  });

  it('lets one save a story and turn the page', () => {
    expect(body.components?.[0]?.components[0]).toMatchObject({
      type: 3,
      options: [{ label: 'Title a', value: 'a', description: 'The Daily Example' }, { value: 'b' }, { value: 'c' }],
    });
    expect(body.components?.[1]?.components.map((button) => 'disabled' in button && button.disabled)).toEqual([
      false,
      false,
    ]);
  });

  it('can be sent, whatever the articles and the options say', () => {
    const options = fc.record({ topic: hostileText, search: hostileText, provider: hostileText });
    const articles = fc.uniqueArray(hostileArticle, { maxLength: 5, selector: ({ id }) => id });
    fc.assert(
      fc.property(options, articles, fc.nat({ max: 9 }), (asked, items, page) => {
        const body = renderNews(newsAsk(asked), { items, total: 44 }, placeIn(44, 5, page));
        expect(refusals(body)).toEqual([]);
        for (const embed of body.embeds ?? []) {
          expect(liveMarkup(embed.title ?? '')).toEqual([]);
          for (const line of (embed.description ?? '').split('\n')) {
            const theirs = line.replace(/🔥 \*\*heat [-\d]+\*\*/, '').replace(/<t:\d+:R>$/, '');
            expect(liveMarkup(theirs)).toEqual([]);
          }
        }
      }),
    );
  });

  it('without a story says what could be loosened, and which topics there are', () => {
    const ask = newsAsk({ topic: 'Gogle', minHeat: 90, provider: 'techradar.com' });
    const { content } = renderNoNews(ask, ['Google AI', 'Good News'], ['AI', 'Google AI']);
    expect(content?.split('\n')).toEqual([
      'Nothing found: **Gogle** · from techradar.com · heat 90 or more.',
      'You could try another topic, leave out `provider`, or lower `min-heat`.',
      'Did you mean **Google AI** or **Good News**?',
      'Topics with the most stories: **AI**, **Google AI**.',
    ]);
  });

  it('without a story or a topic advises no other topic', () => {
    const { content } = renderNoNews(newsAsk({ topic: 'AI', since: 'year', minHeat: 0 }), [], []);
    expect(content?.split('\n')).toEqual([
      'Nothing found: **AI** · heat 0 or more · last year.',
      'You could leave out `topic`, leave out `min-heat`, or leave out `since`.',
    ]);
  });

  it('without a story can be sent in full, whatever was asked', () => {
    const options = fc.record({ topic: hostileText, search: hostileText, provider: hostileText });
    fc.assert(
      fc.property(options, fc.array(hostileText, { maxLength: 12 }), (asked, names) => {
        const body = renderNoNews(newsAsk(asked), names, names);
        expect(refusals(body)).toEqual([]);
        expect(body.content?.length).toBeLessThan(2000);
      }),
    );
  });
});

describe('a story’s value in a menu', () => {
  it('is its id, or a digest where that is too long or looks like one', () => {
    expect(storyValue('news/a')).toBe('news/a');
    for (const id of ['x'.repeat(101), '~a', ' a']) {
      expect(storyValue(id)).toMatch(/^~[\w-]{43}$/);
      expect(isArticleId(storyValue(id))).toBe(false);
    }
  });
});
