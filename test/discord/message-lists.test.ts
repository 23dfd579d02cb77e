import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderFeedResult, renderMissingRights } from '../../src/discord/feed-answers.ts';
import { renderFeeds, rulesInWords } from '../../src/discord/feed-list.ts';
import { feedRequest, unknownTopics } from '../../src/discord/feed-request.ts';
import { renderHelp } from '../../src/discord/help.ts';
import { placeIn } from '../../src/discord/lists.ts';
import { commandMention } from '../../src/discord/mention.ts';
import { newsAsk } from '../../src/discord/news-ask.ts';
import { renderNews, renderNoNews } from '../../src/discord/news-list.ts';
import { missingRights } from '../../src/discord/rights.ts';
import { renderSaved, savedChoices, savedStoryMeant } from '../../src/discord/saved-list.ts';
import { isArticleId, storyValue } from '../../src/discord/story-value.ts';
import { renderTopics } from '../../src/discord/topic-list.ts';
import { aFeed, anArticle } from '../support/builders.ts';
import { hostileArticle, hostileText, hostileUrl } from '../support/hostile.ts';
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
          const own = (embed.description ?? '')
            .replace('\n', '. ')
            .replace(/<t:\d+:R>/, '')
            .replace(/🔥 \*\*heat [-\d]+\*\*/, '');
          expect(liveMarkup(own)).toEqual([]);
        }
      }),
    );
  });

  it('without a story says what could be loosened, and which topics there are', () => {
    const { content } = renderNoNews(newsAsk({ topic: 'Gogle', minHeat: 90 }), ['Google AI'], ['AI', 'Google AI']);
    expect(content?.split('\n')).toEqual([
      'Nothing found for **Gogle** · heat 90 or more · hottest first.',
      'You could try another topic, or a lower `min-heat`.',
      'Did you mean **Google AI**?',
      'Topics with the most stories: **AI**, **Google AI**.',
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

describe('/topics', () => {
  it('shows twenty a page, with counts, and how to go on', () => {
    const topics = Array.from({ length: 41 }, (_, index) => ({ name: `T${index}`, count: index + 1 }));
    const body = renderTopics(topics, 1, '</news:1>');
    expect(body.embeds?.[0]?.description).toMatch(/^\*\*T20\*\* · 21 stories\n/);
    expect(body.embeds?.[0]?.description).toContain('</news:1>');
    expect(body.embeds?.[0]?.footer?.text).toBe('41 topics · page 2 of 3');
  });

  it('can be sent, whatever the topics are called', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 60 }), fc.nat({ max: 5 }), (names, page) => {
        const topics = names.map((name) => ({ name, count: 3 }));
        expect(refusals(renderTopics(topics, page, '</news:1>'))).toEqual([]);
      }),
    );
  });
});

describe('/saved', () => {
  const story = { articleId: 'news/a', title: 'A [title]', link: 'https://x.example/a', savedAt: Date.UTC(2026, 0, 1) };

  it('shows linked titles, numbered through all pages', () => {
    const body = renderSaved({ items: [story], total: 11 }, placeIn(11, 10, 1), '</saved remove:1>');
    expect(body.embeds?.[0]?.description).toMatch(
      /^11\\\. \[A title\]\(https:\/\/x\.example\/a\) · <t:1767225600:R>\n/,
    );
    expect(refusals(body)).toEqual([]);
  });

  it('shows the bare title when there is no address, or one too long', () => {
    for (const link of ['javascript:x', `https://x.example/${'a'.repeat(400)}`]) {
      const body = renderSaved({ items: [{ ...story, link }], total: 1 }, placeIn(1, 10, 0), '/saved remove');
      expect(body.embeds?.[0]?.description).toMatch(/^1\\\. A \\\[title\\\] · /);
    }
  });

  it('says how to save when nothing is saved', () => {
    expect(renderSaved({ items: [], total: 0 }, placeIn(0, 10, 0), '').content).toContain('🔖');
  });

  it('can be sent, whatever was saved', () => {
    const stories = fc.array(
      fc.record({
        articleId: hostileText,
        title: hostileText,
        link: hostileUrl,
        provider: hostileText,
        savedAt: fc.integer(),
      }),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(stories, (items) => {
        expect(
          refusals(renderSaved({ items, total: 200_000 }, placeIn(200_000, 10, 9_999), '`/saved remove`')),
        ).toEqual([]);
      }),
    );
  });

  it('finds the story to remove by its choice or by its title', () => {
    const long = { ...story, articleId: 'x'.repeat(150), title: 'Long' };
    const choices = savedChoices([story, long], 'LON');
    expect(choices).toEqual([{ name: 'Long', value: storyValue(long.articleId) }]);
    expect(savedStoryMeant([story, long], String(choices[0]?.value))).toBe(long);
    expect(savedStoryMeant([story, long], 'a [TITLE]')).toBe(story);
    expect(savedStoryMeant([story, long], 'other')).toBeUndefined();
  });
});

describe('/feed', () => {
  const options = {
    topics: null,
    allTopics: null,
    withoutTopics: null,
    providers: null,
    type: null,
    minHeat: null,
    minQuality: null,
    maxAgeHours: null,
    catchUp: null,
  };

  it('asks for heat 60 and three stories to begin with, when nothing is said', () => {
    expect(feedRequest('1', '2', options)).toEqual({
      channelId: '1',
      guildId: '2',
      catchUp: 3,
      rules: { topics: { any: [], all: [], none: [] }, providers: [], types: [], minHeat: 60 },
    });
  });

  it('brings what is out of range into it', () => {
    const request = feedRequest('1', '2', { ...options, type: 'toString', minHeat: -7, maxAgeHours: 0, catchUp: 99 });
    expect(request).toMatchObject({ catchUp: 10, rules: { types: [], minHeat: 0, maxAgeHours: 1 } });
  });

  it('tells which topics no story has yet, and which are near', () => {
    const { rules } = feedRequest('1', '2', { ...options, topics: 'AI, Robotic', withoutTopics: 'Gardening' });
    const known = [
      { name: 'AI', count: 2 },
      { name: 'Robotics', count: 1 },
    ];
    expect(unknownTopics(rules, known)).toEqual([
      { topic: 'Robotic', near: ['Robotics'] },
      { topic: 'Gardening', near: [] },
    ]);
  });

  it('says the rules in words', () => {
    const { rules } = feedRequest('1', '2', {
      ...options,
      topics: 'AI, C_x_',
      withoutTopics: 'Sport',
      providers: 'techradar.com',
      type: 'video',
      minQuality: 50,
      maxAgeHours: 1,
    });
    expect(rulesInWords(rules)).toBe(
      'any of AI, C\\_x\\_ · without Sport · from techradar.com · only videos · heat 60 or more · quality 50 or more · at most 1 hour old',
    );
  });

  const hostileFeed = fc
    .record({ topics: hostileText, allTopics: hostileText, withoutTopics: hostileText, providers: hostileText })
    .map((texts) => aFeed({ rules: feedRequest('1', '2', { ...options, ...texts }).rules }));

  it('lists two hundred feeds page by page, whatever their rules', () => {
    fc.assert(
      fc.property(hostileFeed, (feed) => {
        const body = renderFeeds(
          Array.from({ length: 200 }, () => feed),
          24,
          '</feed add:1>',
        );
        expect(refusals(body)).toEqual([]);
        expect(body.embeds?.[0]?.footer?.text).toBe('200 feeds · page 25 of 25');
      }),
    );
  });

  it('answers in full, whatever was asked', () => {
    const mentions = { add: `</feed add:${'1'.repeat(20)}>`, remove: `</feed remove:${'1'.repeat(20)}>` };
    fc.assert(
      fc.property(hostileFeed, fc.array(hostileText), (feed, names) => {
        const unknown = unknownTopics(
          feed.rules,
          names.map((name) => ({ name, count: 1 })),
        );
        for (const outcome of [
          { result: 'opened', feed, posted: 3, before: 27 } as const,
          { result: 'exists', feed } as const,
        ]) {
          const body = renderFeedResult(outcome, unknown, mentions);
          expect(refusals(body)).toEqual([]);
          expect(body.content?.length).toBeLessThan(2000);
        }
      }),
    );
  });

  it('says what is posted and what counts as from before', () => {
    const { content } = renderFeedResult({ result: 'opened', feed: aFeed(), posted: 1, before: 27 }, [], {
      add: '',
      remove: '',
    });
    expect(content?.split('\n')).toEqual([
      '<#100000000000000001> has a feed now: any heat.',
      '1 story is on the way.',
      '27 other stories count as from before and will not be posted.',
    ]);
  });

  it('names each right that the bot lacks, and where to switch it on', () => {
    const [view, send, embed] = [1n << 10n, 1n << 11n, 1n << 14n];
    expect(missingRights(view | send)).toEqual(['Embed Links', 'Read Message History']);
    expect(missingRights(view | send | embed | (1n << 16n))).toEqual([]);
    expect(missingRights(1n << 3n)).toEqual([]);
    expect(renderMissingRights('1', ['Embed Links']).content).toMatch(/<#1>.*\*\*Embed Links\*\*[\s\S]*Permissions/);
  });
});

describe('a mention of a command', () => {
  const commands = [{ id: '123', name: 'feed', description: '' }];

  it('is clickable once Discord knows the command', () => {
    expect(commandMention(commands, 'feed', 'add')).toBe('</feed add:123>');
    expect(commandMention([], 'feed', 'add')).toBe('`/feed add`');
  });

  it('stands in /help for every command', () => {
    const text = renderHelp(commands).embeds?.[0]?.description;
    for (const name of ['/news', '/topics', '/saved list', '/saved remove', '</feed add:123>', '</feed list:123>'])
      expect(text).toContain(name);
    expect(refusals(renderHelp(commands))).toEqual([]);
  });
});
