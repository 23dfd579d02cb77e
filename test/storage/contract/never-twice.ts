import fc from 'fast-check';
import { expect } from 'vitest';
import type { Delivery, Store } from '../../../src/desk/delivery-ports.ts';
import { aFeed, always } from '../../support/builders.ts';
import type { StoreTest } from '../store-contract.ts';
import { about } from './steps.ts';

type Story = 'a' | 'b';
type Step =
  | { readonly does: 'publish' | 'unpublish' | 'moderate'; readonly story: Story }
  | { readonly does: 'claim' | 'restart' }
  | { readonly does: 'answer'; readonly with: 'carried out' | 'later' | 'refused' };

const story = fc.constantFrom<Story>('a', 'b');
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ does: fc.constant('publish' as const), story }) },
    { weight: 3, arbitrary: fc.record({ does: fc.constant('unpublish' as const), story }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('moderate' as const), story }) },
    { weight: 6, arbitrary: fc.record({ does: fc.constant('claim' as const) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const) }) },
    {
      weight: 6,
      arbitrary: fc.record({
        does: fc.constant('answer' as const),
        with: fc.oneof(
          { weight: 5, arbitrary: fc.constant('carried out' as const) },
          { weight: 3, arbitrary: fc.constant('later' as const) },
          { weight: 1, arbitrary: fc.constant('refused' as const) },
        ),
      }),
    },
  ),
  { minLength: 5, maxLength: 50, size: 'max' },
);

export function neverTwiceContract(it: StoreTest): void {
  it('a story never has two messages in a channel, and in the end has the one that it should', async ({ store }) => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const world = createWorld(store, `channel ${++runs}`);
        await world.open();
        for (const step of script) {
          await world.take(step);
          for (const each of ['a', 'b'] as const) expect(world.messagesOf(each).length).toBeLessThanOrEqual(1);
        }
        await world.settleEverything();
        for (const each of ['a', 'b'] as const)
          if (!world.excused.has(each)) expect(world.messagesOf(each)).toEqual(world.wanted(each));
      }),
      { numRuns: 40 },
    );
  });
}

/** One channel of Discord, a newsroom that publishes and unpublishes two stories, and a desk that does as the scan does. */
function createWorld(store: Store, channelId: string) {
  const messages = new Map<string, { story: Story; title: string }>();
  const published = new Map<Story, string>();
  /** Stories whose message a moderator removed, or one of whose deliveries was refused for good. */
  const excused = new Set<Story>();
  let sending: Delivery | undefined;
  let version = 0;

  /** What the scan decides about a story in its present state. */
  async function decide(which: Story): Promise<void> {
    const title = published.get(which);
    const deliveryId = `${channelId} ${++version}`;
    const articleIds = [`${which} first`, `${which} second`];
    const standing = await store.standing(articleIds);
    const told = standing.told.filter((row) => row.channelId === channelId);
    const card = standing.cards.find((one) => one.channelId === channelId);
    if (title === undefined) {
      if (card !== undefined) await store.decide([{ kind: 'withdraw', deliveryId, cardId: card.cardId }]);
      return;
    }
    const telling = about(which, { title });
    if (told.length === 0)
      await store.decide([{ kind: 'post', deliveryId, channelId, articleIds, telling, usefulUntil: always }]);
    else if (card !== undefined && (card.withdrawing || card.telling.article.title !== title))
      await store.decide([{ kind: 'edit', deliveryId, cardId: card.cardId, articleIds, telling, usefulUntil: always }]);
  }

  async function answer(delivery: Delivery, how: 'carried out' | 'later' | 'refused'): Promise<void> {
    sending = undefined;
    const { id, kind, messageId = `message of ${id}`, telling } = delivery;
    const of = telling.article.id as Story;
    if (how === 'later') return store.settle(id, { event: 'postponed', notBefore: 0, reason: 'busy' }, 1);
    if (how === 'refused') {
      excused.add(of);
      return store.settle(id, { event: 'refused', reason: 'no' }, 1);
    }
    if (kind !== 'post' && !messages.has(messageId)) return store.settle(id, { event: 'gone' }, 1);
    if (kind === 'withdraw') messages.delete(messageId);
    else messages.set(messageId, { story: of, title: telling.article.title });
    return store.settle(id, { event: 'delivered', messageId }, 1);
  }

  async function take(step: Step): Promise<void> {
    switch (step.does) {
      case 'publish':
        published.set(step.story, `version ${version}`);
        return decide(step.story);
      case 'unpublish':
        published.delete(step.story);
        return decide(step.story);
      case 'moderate':
        for (const [id, message] of messages)
          if (message.story === step.story) {
            messages.delete(id);
            excused.add(step.story);
          }
        return;
      case 'claim':
        sending ??= await store.claim(channelId, 1);
        return;
      case 'restart':
        sending = (await store.interrupted()).find((delivery) => delivery.channelId === channelId);
        return;
      case 'answer':
        if (sending !== undefined) await answer(sending, step.with);
    }
  }

  const messagesOf = (of: Story) => [...messages.values()].filter((message) => message.story === of);
  return {
    excused,
    take,
    messagesOf,
    open: () => store.openFeed(aFeed({ channelId }), []),
    wanted(of: Story) {
      const title = published.get(of);
      return title === undefined ? [] : [{ story: of, title }];
    },
    /** Sends until nothing is left. */
    async settleEverything() {
      for (;;) {
        sending ??= await store.claim(channelId, 1);
        if (sending === undefined) break;
        await answer(sending, 'carried out');
      }
      expect((await store.channelsDue(Number.MAX_SAFE_INTEGER, 10)).includes(channelId)).toBe(false);
    },
  };
}
