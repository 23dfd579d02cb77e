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
    // An earlier edit may have become the post of another card just now, which then has the article.
    const told = (await toldOf(trx, [telling.article.id])).find((row) => row.channelId === channelId);
    const successor = told?.cardId !== undefined && told.cardId !== cardId ? told.cardId : undefined;
    if (successor !== undefined && (await findChangeableCard(trx, successor)) !== undefined)
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

async function withdraw(trx: Trx, { deliveryId, cardId }: DecisionOf<'withdraw'>): Promise<void> {
  const card = await findChangeableCard(trx, cardId);
  if (card === undefined) return;
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
