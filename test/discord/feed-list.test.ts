import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderContradiction, renderFeedResult, renderMissingRights } from '../../src/discord/feed-answers.ts';
import { renderFeeds, rulesInWords } from '../../src/discord/feed-list.ts';
import { contradictoryTopics, feedRequest, unknownTopics } from '../../src/discord/feed-request.ts';
import { missingRights } from '../../src/discord/rights.ts';
import { aFeed } from '../support/builders.ts';
import { hostileText } from '../support/hostile.ts';
import { refusals } from '../support/message-check.ts';

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
    expect(feedRequest('1', '2', options, [])).toEqual({
      channelId: '1',
      guildId: '2',
      catchUp: 3,
      rules: { topics: { any: [], all: [], none: [] }, providers: [], types: [], minHeat: 60 },
    });
  });

  it('brings what is out of range into it', () => {
    const request = feedRequest(
      '1',
      '2',
      { ...options, type: 'toString', minHeat: -7, maxAgeHours: 0, catchUp: 99 },
      [],
    );
    expect(request).toMatchObject({ catchUp: 10, rules: { types: [], minHeat: 0, maxAgeHours: 1 } });
  });

  it('writes topics as the archive does, and tells which no story has yet and which are near', () => {
    const known = [
      { name: 'AI', count: 2 },
      { name: 'Robotics', count: 1 },
    ];
    const asked = { ...options, topics: 'ai, Robotic', withoutTopics: 'Gardening' };
    const { rules } = feedRequest('1', '2', asked, known);
    expect(rules.topics).toEqual({ any: ['AI', 'Robotic'], all: [], none: ['Gardening'] });
    expect(unknownTopics(rules, known)).toEqual([
      { topic: 'Robotic', near: ['Robotics'] },
      { topic: 'Gardening', near: [] },
    ]);
  });

  it.each([
    [{}, 'all topics · heat 60 or more'],
    [{ topics: 'AI', minHeat: 0 }, 'the topic AI · any heat'],
    [{ allTopics: 'AI, Space', minHeat: 0 }, 'every one of the topics AI, Space · any heat'],
    [{ withoutTopics: 'Sport, Chess', minHeat: 0 }, 'none of the topics Sport, Chess · any heat'],
    [{ topics: 'A, B, C, D, E, F, G', minHeat: 0 }, 'any of the topics A, B, C, D, E, F and 1 more · any heat'],
    [
      {
        topics: 'AI, C_x_',
        withoutTopics: 'Sport',
        providers: 'techradar.com',
        type: 'video',
        minQuality: 50,
        maxAgeHours: 1,
      },
      'any of the topics AI, C\\_x\\_ · not the topic Sport · from techradar.com · only videos · heat 60 or more · quality 50 or more · at most 1 hour old',
    ],
  ])('says the rules in words: %j', (asked, words) => {
    expect(rulesInWords(feedRequest('1', '2', { ...options, ...asked }, []).rules)).toBe(words);
  });

  it('knows which topics are both wanted and excluded', () => {
    const asked = { ...options, topics: 'AI, Chess', allTopics: 'Space', withoutTopics: 'space, CHESS, Sport' };
    expect(contradictoryTopics(feedRequest('1', '2', asked, []).rules)).toEqual(['space', 'CHESS']);
  });

  const hostileFeed = fc
    .record({
      texts: fc.record({
        topics: hostileText,
        allTopics: hostileText,
        withoutTopics: hostileText,
        providers: hostileText,
      }),
      reason: fc.option(hostileText),
      hindrance: fc.option(hostileText),
    })
    .map(({ texts, reason, hindrance }) => ({
      ...(hindrance !== null && { hindrance }),
      ...aFeed({ rules: feedRequest('1', '2', { ...options, ...texts }, []).rules }),
      ...(reason !== null && {
        paused: { since: Date.UTC(2026, 0, 3), obstacle: 'rights' as const, reason, noticed: true },
      }),
    }));

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

  it('shows of a paused feed since when, and why, with the remedy', () => {
    const reason =
      'The bot lacks the permission Send Messages in the channel. Give it to its role: Edit Channel → Permissions.';
    const paused = { since: Date.UTC(2026, 0, 3), obstacle: 'rights', reason, noticed: true } as const;
    const [embed] = renderFeeds([aFeed({ paused }), aFeed({ channelId: '2' })], 0, '</feed add:1>').embeds ?? [];
    expect(embed?.description).toBe(
      `<#100000000000000001>\nall topics · any heat\n⏸️ **Paused <t:1767398400:R>:** ${reason}\n\n<#2>\nall topics · any heat`,
    );
  });

  it('answers in full, whatever was asked', () => {
    fc.assert(
      fc.property(hostileFeed, fc.array(hostileText), (feed, names) => {
        const unknown = unknownTopics(
          feed.rules,
          names.map((name) => ({ name, count: 1 })),
        );
        expect(refusals(renderContradiction(names))).toEqual([]);
        for (const outcome of [
          { result: 'opened', feed, posted: 3, before: 27 } as const,
          { result: 'changed', feed, before: 27 } as const,
          { result: 'exists', feed } as const,
        ]) {
          const body = renderFeedResult(outcome, unknown);
          expect(refusals(body)).toEqual([]);
          expect(body.content?.length).toBeLessThan(2000);
        }
      }),
    );
  });

  it('says what is posted and what counts as from before', () => {
    const { content } = renderFeedResult({ result: 'opened', feed: aFeed(), posted: 1, before: 27 }, []);
    expect(content?.split('\n')).toEqual([
      '<#100000000000000001> has a feed now: all topics · any heat.',
      '1 story is on the way.',
      '27 older stories will not be posted.',
    ]);
  });

  it('says which rules a channel’s feed has from now on, and that it has these already', () => {
    expect(renderFeedResult({ result: 'changed', feed: aFeed(), before: 2 }, []).content?.split('\n')).toEqual([
      'The feed of <#100000000000000001> has other rules now: all topics · any heat.',
      '2 older stories will not be posted.',
    ]);
    expect(renderFeedResult({ result: 'exists', feed: aFeed() }, []).content?.split('\n')).toEqual([
      '<#100000000000000001> has just this feed already: all topics · any heat.',
      'Nothing has changed.',
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
