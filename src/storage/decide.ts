import type { Decision } from '../desk/delivery-ports.ts';
import { findCard, findChangeableCard } from './cards.ts';
import { hasFeed } from './feeds.ts';
import type { Trx } from './tables.ts';
import { anyTold, remember, toldOf } from './told.ts';
import { contentOf, discardCard, dropWaitingChange, enqueue, untried, waitingChange } from './waiting.ts';

type DecisionOf<Kind extends Decision['kind']> = Extract<Decision, { kind: Kind }>;

/**
 * Writes one decision down. Decisions rest on what the desk saw some moments ago; one that the meantime has overtaken
 * (a story told, a feed closed, a card gone) does nothing.
 */
export function applyDecision(trx: Trx, decision: Decision): Promise<void> {
  switch (decision.kind) {
    case 'post':
      return post(trx, decision);
    case 'join':
      return join(trx, decision);
    case 'mark':
      return remember(trx, decision.channelId, decision.articleIds, null);
    case 'edit':
      return edit(trx, decision);
    case 'withdraw':
      return withdraw(trx, decision);
  }
}

async function post(
  trx: Trx,
  { deliveryId, channelId, articleIds, telling, usefulUntil }: DecisionOf<'post'>,
): Promise<void> {
  if (!(await hasFeed(trx, channelId)) || (await anyTold(trx, channelId, articleIds))) return;
  await enqueue(trx, { id: deliveryId, kind: 'post', channelId, cardId: deliveryId, telling, usefulUntil });
  await remember(trx, channelId, articleIds, deliveryId);
}

async function join(trx: Trx, { channelId, toldArticleId, articleIds }: DecisionOf<'join'>): Promise<void> {
  const told = (await toldOf(trx, [toldArticleId])).find((row) => row.channelId === channelId);
  if (told !== undefined) await remember(trx, channelId, articleIds, told.cardId ?? null);
}

async function edit(
  trx: Trx,
  { deliveryId, cardId, articleIds, telling, usefulUntil }: DecisionOf<'edit'>,
): Promise<void> {
  const card = await findChangeableCard(trx, cardId);
  if (card === undefined) {
    // A card that was withdrawn leaves its story untold; one that failed, or that a moderator removed, does not.
    const channelId = (await findCard(trx, cardId))?.channelId;
    if (channelId === undefined) return;
    const successor = await successorOf(trx, { cardId, channelId, articleId: telling.article.id });
    if (successor !== undefined)
      await edit(trx, { kind: 'edit', deliveryId, cardId: successor, articleIds, telling, usefulUntil });
    else await post(trx, { kind: 'post', deliveryId, channelId, articleIds, telling, usefulUntil });
    return;
  }
  await remember(trx, card.channelId, articleIds, cardId);
  if (card.unposted) {
    await trx.updateTable('deliveries').set(contentOf(telling, usefulUntil)).where('id', '=', cardId).execute();
    return;
  }
  const waiting = await waitingChange(trx, cardId);
  if (waiting?.kind === 'edit') {
    // Its time stays: Discord may have asked to wait.
    const { not_before: _, ...renewed } = { ...untried, ...contentOf(telling, usefulUntil) };
    await trx.updateTable('deliveries').set(renewed).where('id', '=', waiting.id).execute();
    return;
  }
  await dropWaitingChange(trx, cardId);
  await enqueue(trx, { id: deliveryId, kind: 'edit', channelId: card.channelId, cardId, telling, usefulUntil });
}

/** The card that has the article now: an edit of a card that was withdrawn may just have become the post of another. */
async function successorOf(
  trx: Trx,
  { cardId, channelId, articleId }: { cardId: string; channelId: string; articleId: string },
): Promise<string | undefined> {
  const told = (await toldOf(trx, [articleId])).find((row) => row.channelId === channelId);
  if (told?.cardId === undefined || told.cardId === cardId) return undefined;
  return (await findChangeableCard(trx, told.cardId))?.cardId;
}

async function withdraw(trx: Trx, { kind, deliveryId, cardId }: DecisionOf<'withdraw'>): Promise<void> {
  const card = await findChangeableCard(trx, cardId);
  if (card === undefined) {
    const gone = await findCard(trx, cardId);
    const successor =
      gone && (await successorOf(trx, { cardId, channelId: gone.channelId, articleId: gone.telling.article.id }));
    if (successor !== undefined) await withdraw(trx, { kind, deliveryId, cardId: successor });
    return;
  }
  if (card.unposted) {
    await discardCard(trx, cardId);
    return;
  }
  const waiting = await waitingChange(trx, cardId);
  if (waiting?.kind === 'withdraw') return;
  await dropWaitingChange(trx, cardId);
  await enqueue(trx, {
    id: deliveryId,
    kind: 'withdraw',
    channelId: card.channelId,
    cardId,
    telling: card.telling,
    usefulUntil: null,
  });
}
