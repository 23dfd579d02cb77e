import { openStore } from '../../src/storage/open-store.ts';
import { channelId, openFeed, post } from './contract/steps.ts';

/** A program that decides without end, and says after each decision how far it came; made to be killed. */
const store = await openStore({ dataFile: process.argv[2] ?? '' });
await openFeed(store);
for (let number = 0; ; number++) {
  const articleIds = [`article ${number}`, `coverage ${number}`];
  const decision = post(`card ${number}`, { articleIds, channel: channelId });
  await store.decide([decision], { position: { generation: 'g', sequence: number }, dueUntil: 0 });
  process.send?.(number);
}
