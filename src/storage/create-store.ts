import type { Store } from '../desk/delivery-ports.ts';
import { findCard, findCards } from './cards.ts';
import { type Connection, createTransactions } from './connection.ts';
import { applyDecisions } from './decide.ts';
import { channelsDue } from './due.ts';
import { changeFeed, closeFeed, findFeed, insertFeed, noticePause, pauseFeed, resume } from './feeds.ts';
import { createKnownFeeds } from './known-feeds.ts';
import { claim, countByState, doubtful, dropOutlived, interrupted, nextDueAt } from './outbox.ts';
import { listSaved, save, unsave } from './saved.ts';
import { getProgress, getSetting, setProgress, setSetting } from './settings.ts';
import { settle } from './settle.ts';
import { toldOf } from './told.ts';

/** The desk's memory in a database whose tables are up to date. */
export function createStore(connection: Connection): Store {
  const { read, write, writePatiently } = createTransactions(connection);
  const knownFeeds = createKnownFeeds();
  return {
    feeds: () => read(knownFeeds.list),
    feedIndex: () => read(knownFeeds.index),
    feed: (channelId) => read((trx) => findFeed(trx, channelId)),
    openFeed: (feed, decisions) =>
      write(async (trx) => {
        const opened = await insertFeed(trx, feed);
        if (opened) await applyDecisions(trx, decisions);
        return opened;
      }),
    changeFeed: (feed, decisions) =>
      write(async (trx) => {
        const changed = await changeFeed(trx, feed);
        if (changed) await applyDecisions(trx, decisions);
        return changed;
      }),
    closeFeed: (channelId) => write((trx) => closeFeed(trx, channelId)),
    pauseFeeds: (channelIds, pause) =>
      write(async (trx) => {
        for (const channelId of channelIds) await pauseFeed(trx, channelId, pause);
      }),
    resume: (channelIds, now) => write((trx) => resume(trx, channelIds, now)),
    noticed: (channelId, since) => write((trx) => noticePause(trx, channelId, since)),

    told: (articleIds, channelIds) => read((trx) => toldOf(trx, articleIds, channelIds)),
    standing: (articleIds, channelIds) =>
      read(async (trx) => {
        const told = await toldOf(trx, articleIds, channelIds);
        const cardIds = new Set(told.flatMap(({ cardId }) => cardId ?? []));
        return { told, cards: await findCards(trx, [...cardIds]) };
      }),
    decide: (decisions, progress) =>
      write(async (trx) => {
        await applyDecisions(trx, decisions);
        if (progress !== undefined) await setProgress(trx, progress);
      }),
    progress: () => read(getProgress),

    channelsDue: (now, limit) => read((trx) => channelsDue(trx, now, limit)),
    nextDueAt: (now) => read((trx) => nextDueAt(trx, now)),
    claim: (channelId, now) => writePatiently((trx) => claim(trx, channelId, now)),
    interrupted: () => read(interrupted),
    doubtful: (now, limit) => read((trx) => doubtful(trx, now, limit)),
    dropOutlived: (now, limit) => write((trx) => dropOutlived(trx, now, limit)),
    settle: (deliveryId, settlement, now) => writePatiently((trx) => settle(trx, deliveryId, settlement, now)),
    totals: () => read(countByState),
    card: (cardId) => read((trx) => findCard(trx, cardId)),

    save: (userId, story) => write((trx) => save(trx, userId, story)),
    unsave: (userId, articleId) => write((trx) => unsave(trx, userId, articleId)),
    saved: (userId, page) => read((trx) => listSaved(trx, userId, page)),

    setting: (key) => read((trx) => getSetting(trx, key)),
    setSetting: (key, value) => write((trx) => setSetting(trx, key, value)),
    close: () => connection.db.destroy(),
  };
}
