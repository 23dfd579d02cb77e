import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderTopics } from '../../src/discord/topic-list.ts';
import { hostileText } from '../support/hostile.ts';
import { refusals } from '../support/message-check.ts';

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
