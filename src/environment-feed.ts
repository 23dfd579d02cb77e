import { type DeskDependencies, openFeed } from './desk/create-desk.ts';
import type { Log } from './desk/ports.ts';
import type { Environment } from './environment.ts';
import { everything } from './news/feed.ts';

const key = 'local-newsroom.feed';

/**
 * Makes sure, once, that the channel of FEED_CHANNEL_ID has its feed. In the local newsroom, where nobody has set it, the
 * channel `demoChannelId` gets one on the first start; from then on people may change it or take it away.
 */
export function createEnvironmentFeed(
  deps: DeskDependencies & { readonly log: Log },
  { channelId, topics, minHeat, catchUp }: Environment['feed'],
  demoChannelId: string | undefined,
): () => Promise<void> {
  const { store, log } = deps;
  let done = false;

  async function ensure(id: string): Promise<void> {
    const rules = { ...everything, topics: { ...everything.topics, any: topics }, minHeat };
    const { result } = await openFeed(deps, { channelId: id, rules, catchUp });
    if (result !== 'exists') log.info({ channelId: id, topics, minHeat }, `The channel's feed is ${result}`);
  }

  return async () => {
    if (done) return;
    if (channelId !== undefined) await ensure(channelId);
    else if (demoChannelId !== undefined && (await store.setting(key)) !== demoChannelId) {
      await ensure(demoChannelId);
      await store.setSetting(key, demoChannelId);
    }
    done = true;
  };
}
