import type { Store } from './desk/delivery-ports.ts';
import type { ArticleIndex, Clock } from './desk/ports.ts';
import type { Stored } from './operations/health.ts';
import { createWriteProbe } from './operations/write-probe.ts';

/** What `/healthz` and the metrics ask of the database and the index; rejects when the database cannot be written either. */
export function createStoredVitals(deps: {
  store: Pick<Store, 'feeds' | 'totals' | 'setSetting'>;
  index: Pick<ArticleIndex, 'counts'>;
  clock: Clock;
}): () => Promise<Stored> {
  const { store, index, clock } = deps;
  const tryWriting = createWriteProbe({ write: (value) => store.setSetting('operations.probe', value), clock });
  return async () => {
    await tryWriting();
    const heats = (await store.feeds()).map(({ rules }) => rules.minHeat);
    return { articles: await index.counts(heats.length > 0 ? Math.min(...heats) : 0), queue: await store.totals() };
  };
}
