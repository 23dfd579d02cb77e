import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeIn } from '../../src/discord/lists.ts';
import { renderSaved, savedChoices, savedStoryMeant } from '../../src/discord/saved-list.ts';
import { storyValue } from '../../src/discord/story-value.ts';
import { hostileText, hostileUrl } from '../support/hostile.ts';
import { refusals } from '../support/message-check.ts';

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
