import type { Decision, Delivery, Settlement, Store } from '../../../src/desk/delivery-ports.ts';
import type { Telling } from '../../../src/news/telling.ts';
import { aFeed, always, anArticle, aTelling } from '../../support/builders.ts';

export const channelId = aFeed().channelId;
export const sent: Settlement = { event: 'delivered', messageId: 'a message' };
export const gone: Settlement = { event: 'gone' };
export const failed: Settlement = { event: 'refused', reason: 'refused' };
export const again: Settlement = { event: 'postponed', notBefore: 0, reason: 'busy' };

/** What a card says about one article; `title` tells versions apart. */
export function about(id: string, { heat = 90, title = 'first' } = {}): Telling {
  return aTelling({ article: anArticle({ id, heat, title }) });
}

/** The post that tells one article; unless told otherwise, its card has the article's id. */
export function post(
  id: string,
  { heat = 90, articleIds = [id], channel = channelId, deliveryId = id, usefulUntil = always } = {},
): Decision {
  return { kind: 'post', deliveryId, channelId: channel, articleIds, telling: about(id, { heat }), usefulUntil };
}

export function edit(cardId: string, title: string, articleIds = [cardId]): Decision {
  const telling = about(cardId, { title });
  return { kind: 'edit', deliveryId: `${cardId} ${title}`, cardId, articleIds, telling, usefulUntil: always };
}

export function withdraw(cardId: string, deliveryId = `${cardId} withdrawn`): Decision {
  return { kind: 'withdraw', deliveryId, cardId };
}

export function mark(...articleIds: string[]): Decision {
  return { kind: 'mark', channelId, articleIds };
}

export async function openFeed(store: Store, ...decisions: Decision[]): Promise<void> {
  await store.openFeed(aFeed(), decisions);
}

/** Claims the channel's next delivery and settles it. */
export async function carryOut(store: Store, settlement: Settlement, now = 1_000): Promise<Delivery | undefined> {
  const delivery = await store.claim(channelId, now);
  if (delivery !== undefined) await store.settle(delivery.id, settlement, now);
  return delivery;
}

/** Carries out everything that is due, and says what it was. */
export async function drain(store: Store, now = 1_000): Promise<string[]> {
  const done: string[] = [];
  for (;;) {
    const delivery = await carryOut(store, sent, now);
    if (delivery === undefined) return done;
    done.push(described(delivery));
  }
}

export function described({ kind, cardId, telling }: Delivery): string {
  return `${kind} ${cardId}: ${telling.article.title}`;
}

/** A feed with one card whose message is there. */
export async function withPostedCard(store: Store, id = 'comet'): Promise<void> {
  await openFeed(store, post(id));
  await carryOut(store, sent);
}

/** Which articles the channel counts as told, and by which card. */
export async function told(store: Store, ...articleIds: string[]): Promise<Record<string, string>> {
  const rows = await store.told(articleIds);
  return Object.fromEntries(rows.map(({ articleId, cardId }) => [articleId, cardId ?? 'from before']));
}

/** What the cards that can be changed say by the latest decision. */
export async function says(store: Store, ...articleIds: string[]): Promise<Record<string, string>> {
  const { cards } = await store.standing(articleIds);
  return Object.fromEntries(
    cards.map(({ cardId, telling, withdrawing }) => [cardId, withdrawing ? 'withdrawing' : telling.article.title]),
  );
}
