import type { Decision } from '../desk/delivery-ports.ts';
import { findCard, findChangeableCard } from './cards.ts';
import { withFeed } from './feeds.ts';
import type { Trx } from './tables.ts';
import { remember, toldAny, toldOf } from './told.ts';
import { contentOf, discardCard, dropWaitingChange, enqueue, type NewRow, untried, waitingChange } from './waiting.ts';

type DecisionOf<Kind extends Decision['kind']> = Extract<Decision, { kind: Kind }>;

type Post = DecisionOf<'post'>;

/**
 * Writes decisions down, in their order. They rest on what the desk saw some moments ago; one that the meantime has overtaken
 * (a story told, a feed closed, a card gone) does nothing.
 */
export async function applyDecisions(trx: Trx, decisions: readonly Decision[]): Promise<void> {
  let posts: Post[] = [];
  for (const decision of decisions) {
    const [first] = posts;
    if (first !== undefined && !(decision.kind === 'post' && isSameStory(decision, first))) {
      await post(trx, posts);
      posts = [];
    }
    if (decision.kind === 'post') posts.push(decision);
    else await applyDecision(trx, decision);
  }
  await post(trx, posts);
}

/** Posts of one story come from the desk one after the other, with the very same telling. */
function isSameStory(one: Post, other: Post): boolean {
  return one.telling === other.telling && one.articleIds === other.articleIds;
}

function applyDecision(trx: Trx, decision: Exclude<Decision, Post>): Promise<void> {
  switch (decision.kind) {
    case 'join':
      return join(trx, decision);
    case 'mark':
      return remember(trx, decision.articleIds, [{ channelId: decision.channelId, cardId: null }]);
    case 'edit':
      return edit(trx, decision);
    case 'withdraw':
      return withdraw(trx, decision);
  }
}

/** Tells one story to channels: as many as there are, with a few statements. */
async function post(trx: Trx, posts: readonly Post[]): Promise<void> {
  const [first] = posts;
  if (first === undefined) return;
  const { telling, articleIds } = first;
  const channelIds = posts.map(({ channelId }) => channelId);
  const open = await withFeed(trx, channelIds);
  const told = await toldAny(trx, channelIds, articleIds);
  const rows = new Map<string, NewRow & { readonly kind: 'post' }>();
  for (const { deliveryId, channelId, usefulUntil } of posts)
    if (open.has(channelId) && !told.has(channelId) && !rows.has(channelId))
      rows.set(channelId, { id: deliveryId, kind: 'post', channelId, cardId: deliveryId, usefulUntil });
  await enqueue(trx, telling, [...rows.values()]);
  await remember(trx, articleIds, [...rows.values()]);
}

async function join(trx: Trx, { channelId, toldArticleId, articleIds }: DecisionOf<'join'>): Promise<void> {
  const told = (await toldOf(trx, [toldArticleId])).find((row) => row.channelId === channelId);
  if (told !== undefined) await remember(trx, articleIds, [{ channelId, cardId: told.cardId ?? null }]);
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
    else await post(trx, [{ kind: 'post', deliveryId, channelId, articleIds, telling, usefulUntil }]);
    return;
  }
  await remember(trx, articleIds, [card]);
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
  await enqueue(trx, telling, [{ id: deliveryId, kind: 'edit', channelId: card.channelId, cardId, usefulUntil }]);
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
  const { channelId } = card;
  await enqueue(trx, card.telling, [{ id: deliveryId, kind, channelId, cardId, usefulUntil: null }]);
}
