import { describe, expect, it } from 'vitest';
import { decideStory, type Situation } from '../../src/desk/decide.ts';
import type { Card } from '../../src/desk/delivery-ports.ts';
import type { Article } from '../../src/news/article.ts';
import type { Feed } from '../../src/news/feed.ts';
import { indexFeeds } from '../../src/news/feed-index.ts';
import { leadFirst, type Story } from '../../src/news/story.ts';
import { tell } from '../../src/news/telling.ts';
import { aFeed, anArticle } from '../support/builders.ts';

const now = Date.UTC(2026, 10, 20);
const feed = aFeed({ channelId: 'one' });

function storyOf(...articles: Article[]): Story {
  return articles.sort(leadFirst) as unknown as Story;
}

function cardOf(story: Story, lead: Article, fields: Partial<Card> = {}): Card {
  return {
    cardId: `card-${lead.id}`,
    channelId: 'one',
    telling: tell(story, lead, now),
    withdrawing: false,
    ...fields,
  };
}

function decide(
  story: Story,
  { feeds = [feed], ...situation }: Partial<Omit<Situation, 'feeds'>> & { feeds?: Feed[] },
) {
  const cards = situation.cards ?? [];
  const told = cards.map(({ cardId, channelId, telling }) => ({ cardId, channelId, articleId: telling.article.id }));
  return decideStory(
    story,
    { feeds: indexFeeds(feeds), concerns: () => true, told, cards, now, ...situation },
    () => 'new',
  );
}

describe('a story', () => {
  const article = anArticle({ id: 'a', title: 'One' });

  it('is posted to every feed that wants it, with all its articles', () => {
    const draft = anArticle({ id: 'b', title: 'One', published: false });
    const feeds = [feed, aFeed({ channelId: 'two' })];
    const story = storyOf(article, draft);
    expect(decide(story, { feeds })).toEqual(
      ['one', 'two'].map((channelId) => ({
        kind: 'post',
        deliveryId: 'new',
        channelId,
        articleIds: ['a', 'b'],
        telling: tell(story, article, now),
        usefulUntil: now + 24 * 3_600_000,
      })),
    );
  });

  it('is not posted where any of its articles was told or is from before', () => {
    const told = [{ channelId: 'one', articleId: 'a' }];
    expect(decide(storyOf(article), { told })).toEqual([]);
    const joined = storyOf(article, anArticle({ id: 'b', title: 'One' }));
    expect(decide(joined, { told }).filter(({ kind }) => kind === 'post')).toEqual([]);
  });

  it('takes in what joins it, so that it stays told whatever becomes of the articles that were there first', () => {
    const story = storyOf(article, anArticle({ id: 'b', title: 'One', published: false }));
    expect(decide(story, { cards: [cardOf(storyOf(article), article)] })).toEqual([
      { kind: 'join', channelId: 'one', toldArticleId: 'a', articleIds: ['b'] },
    ]);
  });

  it('leaves a card alone that says the right thing', () => {
    const story = storyOf(article);
    expect(decide(story, { cards: [cardOf(story, article)] })).toEqual([]);
  });

  it('edits its card when a field that a reader sees changed', () => {
    const card = cardOf(storyOf(article), article);
    const hotter = { ...article, heat: 120 };
    expect(decide(storyOf(hotter), { cards: [card] })).toMatchObject([
      { kind: 'edit', cardId: card.cardId, telling: { article: { heat: 120 } } },
    ]);
  });

  it('edits its card even when its heat fell below what the feed wants: told is told', () => {
    const card = cardOf(storyOf(article), article);
    const cold = { ...article, heat: 1 };
    const strict = aFeed({ channelId: 'one', rules: { ...feed.rules, minHeat: 60 } });
    expect(decide(storyOf(cold), { feeds: [strict], cards: [card] })).toMatchObject([{ kind: 'edit' }]);
  });

  it('withdraws its card when it is no longer published', () => {
    const card = cardOf(storyOf(article), article);
    expect(decide(storyOf({ ...article, published: false }), { cards: [card] })).toEqual([
      { kind: 'withdraw', deliveryId: 'new', cardId: card.cardId },
    ]);
  });

  it('keeps its card, led by another article, when only the first was superseded', () => {
    const card = cardOf(storyOf(article), article);
    const other = anArticle({ id: 'b', title: 'One', heat: 60 });
    expect(decide(storyOf({ ...article, published: false }, other), { cards: [card] })).toMatchObject([
      { kind: 'join', articleIds: ['b'] },
      { kind: 'edit', articleIds: ['b', 'a'], telling: { article: { id: 'b' } } },
    ]);
  });

  it('keeps its card when the file is gone and only a draft is left', () => {
    const card = cardOf(storyOf(article), article);
    const draft = anArticle({ id: 'b', title: 'One', published: false });
    const told = [{ channelId: 'one', articleId: 'b', cardId: card.cardId }];
    expect(decide(storyOf(draft), { cards: [card], told })).toEqual([]);
    // Also while the card is being taken back: nothing is left that could be told again.
    expect(decide(storyOf(draft), { cards: [{ ...card, withdrawing: true }], told })).toEqual([]);
  });

  it('that is published again while its card is being taken back is told again', () => {
    const story = storyOf(article);
    const card = cardOf(story, article, { withdrawing: true });
    expect(decide(story, { cards: [card] })).toMatchObject([{ kind: 'edit', cardId: card.cardId }]);
  });

  it('that was told as two stories keeps two cards that differ', () => {
    const other = anArticle({ id: 'b', title: 'One', heat: 60 });
    const story = storyOf(article, other);
    const cards = [cardOf(story, article), cardOf(story, other)];
    expect(decide(story, { cards })).toEqual([]);
    const after = storyOf(article, { ...other, published: false });
    expect(decide(after, { cards })).toMatchObject([
      { kind: 'edit', cardId: 'card-a' },
      { kind: 'withdraw', cardId: 'card-b' },
    ]);
  });

  it('that is told by another card by now does not also bring back the one that is being taken back', () => {
    const other = anArticle({ id: 'b', title: 'One', heat: 60 });
    const story = storyOf(article, other);
    const leaving = cardOf(story, article, { withdrawing: true });
    expect(decide(story, { cards: [leaving, cardOf(story, other)] })).toMatchObject([
      { kind: 'edit', cardId: 'card-b', telling: { article: { id: 'a' } } },
    ]);
    const alsoLeaving = cardOf(story, other, { withdrawing: true });
    expect(decide(story, { cards: [leaving, alsoLeaving] })).toMatchObject([{ kind: 'edit', cardId: 'card-a' }]);
  });

  it('is not led by an article whose time has not come', () => {
    const card = cardOf(storyOf(article), article);
    const tomorrow = anArticle({ id: 'b', title: 'One', heat: 189, publishedAt: now + 1 });
    expect(decide(storyOf(article, tomorrow), { cards: [card] }).filter(({ kind }) => kind === 'edit')).toEqual([]);
  });

  it('keeps cards of a closed feed true', () => {
    const card = cardOf(storyOf(article), article);
    expect(decide(storyOf({ ...article, title: 'Mended' }), { feeds: [], cards: [card] })).toMatchObject([
      { kind: 'edit' },
    ]);
  });
});
