import type { Decision } from '../desk/delivery-ports.ts';
import { once } from '../news/once.ts';
import type { Telling } from '../news/telling.ts';
import { findCard, findChangeableCard } from './cards.ts';
import { withFeed } from './feeds.ts';
import type { Trx } from './tables.ts';
import { type Content, keepTelling } from './tellings.ts';
import { remember, toldOf } from './told.ts';
import { discardCard, dropWaitingChange, enqueue, type NewRow, untried, waitingChange } from './waiting.ts';

type DecisionOf<Kind extends Decision['kind']> = Extract<Decision, { kind: Kind }>;

type Post = DecisionOf<'post'>;
/** Keeps a telling; once, however many decisions are about it. */
type Keep = (telling: Telling) => Promise<Content>;

/**
 * Writes decisions down, in their order. They rest on what the desk saw some moments ago; one that the meantime has overtaken
 * (a story told, a feed closed, a card gone) does nothing.
 */
export async function applyDecisions(trx: Trx, decisions: readonly Decision[]): Promise<void> {
  const keep = once((telling: Telling) => keepTelling(trx, telling));
  let posts: Post[] = [];
  for (const decision of decisions) {
    const [first] = posts;
    if (first !== undefined && !(decision.kind === 'post' && isSameStory(decision, first))) {
      await post(trx, posts, keep);
      posts = [];
    }
    if (decision.kind === 'post') posts.push(decision);
    else await applyDecision(trx, decision, keep);
  }
  await post(trx, posts, keep);
}

/** Posts of one story come from the desk one after the other, with the very same telling. */
function isSameStory(one: Post, other: Post): boolean {
  return one.telling === other.telling && one.articleIds === other.articleIds;
}

function applyDecision(trx: Trx, decision: Exclude<Decision, Post>, keep: Keep): Promise<void> {
  switch (decision.kind) {
    case 'join':
      return join(trx, decision);
    case 'mark':
      return remember(trx, decision.articleIds, [{ channelId: decision.channelId, cardId: null }]);
    case 'edit':
      return edit(trx, decision, keep);
    case 'withdraw':
      return withdraw(trx, decision);
  }
}

/** Tells one story to channels: as many as there are, with a few statements. */
async function post(trx: Trx, posts: readonly Post[], keep: Keep): Promise<void> {
  const [first] = posts;
  if (first === undefined) return;
  const { telling, articleIds } = first;
  const channelIds = posts.map(({ channelId }) => channelId);
  const open = await withFeed(trx, channelIds);
  const told = new Set((await toldOf(trx, articleIds, channelIds)).map(({ channelId }) => channelId));
  const rows = new Map<string, NewRow & { readonly kind: 'post' }>();
  for (const { deliveryId, channelId, usefulUntil } of posts)
    if (open.has(channelId) && !told.has(channelId) && !rows.has(channelId))
      rows.set(channelId, { id: deliveryId, kind: 'post', channelId, cardId: deliveryId, usefulUntil });
  if (rows.size === 0) return;
  await enqueue(trx, await keep(telling), [...rows.values()]);
  await remember(trx, articleIds, [...rows.values()]);
}

async function join(trx: Trx, { channelId, toldArticleId, articleIds }: DecisionOf<'join'>): Promise<void> {
  const [told] = await toldOf(trx, [toldArticleId], [channelId]);
  if (told !== undefined) await remember(trx, articleIds, [{ channelId, cardId: told.cardId ?? null }]);
}

async function edit(
  trx: Trx,
  { deliveryId, cardId, articleIds, telling, usefulUntil }: DecisionOf<'edit'>,
  keep: Keep,
): Promise<void> {
  const card = await findChangeableCard(trx, cardId);
  if (card === undefined) {
    // A card that was withdrawn leaves its story untold; one that failed, or that a moderator removed, does not.
    const channelId = (await findCard(trx, cardId))?.channelId;
    if (channelId === undefined) return;
    const successor = await successorOf(trx, { cardId, channelId, articleId: telling.article.id });
    if (successor !== undefined)
      await edit(trx, { kind: 'edit', deliveryId, cardId: successor, articleIds, telling, usefulUntil }, keep);
    else await post(trx, [{ kind: 'post', deliveryId, channelId, articleIds, telling, usefulUntil }], keep);
    return;
  }
  await remember(trx, articleIds, [card]);
  const content = await keep(telling);
  if (card.unposted) {
    await trx
      .updateTable('deliveries')
      .set({ ...content, useful_until: usefulUntil })
      .where('id', '=', cardId)
      .execute();
    return;
  }
  const waiting = await waitingChange(trx, cardId);
  if (waiting?.kind === 'edit') {
    // Its time stays: Discord may have asked to wait.
    const { not_before: _, ...renewed } = { ...untried, ...content, useful_until: usefulUntil };
    await trx.updateTable('deliveries').set(renewed).where('id', '=', waiting.id).execute();
    return;
  }
  await dropWaitingChange(trx, cardId);
  await enqueue(trx, content, [{ id: deliveryId, kind: 'edit', channelId: card.channelId, cardId, usefulUntil }]);
}

/** The card that has the article now: an edit of a card that was withdrawn may just have become the post of another. */
async function successorOf(
  trx: Trx,
  { cardId, channelId, articleId }: { cardId: string; channelId: string; articleId: string },
): Promise<string | undefined> {
  const [told] = await toldOf(trx, [articleId], [channelId]);
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
  await enqueue(trx, card.content, [{ id: deliveryId, kind, channelId, cardId, usefulUntil: null }]);
}
