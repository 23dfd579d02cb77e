import type { SourceEdit } from '../support/broken-source.ts';
import type { Theme } from './themes.ts';

interface BrokenBuild {
  readonly edits: readonly SourceEdit[];
  /** What schedules of it are about, so that few are needed. */
  readonly theme: Theme;
}

const one = (module: string, find: string, put: string): readonly SourceEdit[] => [{ module, find, put }];

/** Programs that are wrong on purpose: a simulation that cannot tell them from the right one proves nothing. */
export const brokenBuilds = {
  'no nonce': {
    edits: one(
      'test/simulate/network.ts',
      'discord.post(delivery, delivery.id)',
      'discord.post(delivery, String(hop()))',
    ),
    theme: 'faults',
  },
  'no reading back': {
    edits: one(
      'test/simulate/network.ts',
      'return discord.readBack(channelId, deliveryId, since, clockNow());',
      "return { result: 'absent' };",
    ),
    theme: 'blindness',
  },
  'state written after sending': {
    edits: [
      {
        module: 'src/storage/create-store.ts',
        find: 'writePatiently((trx) => claim(trx, channelId, now))',
        put: `write(async (trx) => {
          const claimed = await claim(trx, channelId, now);
          if (claimed) await trx.updateTable('deliveries').set({ state: 'pending' }).where('id', '=', claimed.id).execute();
          return claimed;
        })`,
      },
      {
        module: 'src/storage/create-store.ts',
        find: 'writePatiently((trx) => settle(trx, deliveryId, settlement, now))',
        put: `write(async (trx) => {
          await trx.updateTable('deliveries').set({ state: 'sending' }).where('id', '=', deliveryId).execute();
          return settle(trx, deliveryId, settlement, now);
        })`,
      },
    ],
    theme: 'everything',
  },
  'seen before sent': {
    edits: one(
      'src/desk/publisher.ts',
      'const attempt = await carryOut(',
      `await store.settle(delivery.id, { event: 'delivered', messageId: '1' }, clock.now());
      const attempt = await carryOut(`,
    ),
    theme: 'everything',
  },
  'what was interrupted counts as unsent': {
    edits: one('src/desk/publisher.ts', 'carryOut(delivery, left !== undefined,', 'carryOut(delivery, false,'),
    theme: 'blindness',
  },
  'what was interrupted is forgotten': {
    edits: one('src/desk/publisher.ts', '...(await store.interrupted()), ', ''),
    theme: 'crashes',
  },
  'absence trusted at once': {
    edits: one('src/desk/carry-out.ts', 'const certain = quietFor >= nonceHolds;', 'const certain = true;'),
    theme: 'overtaken',
  },
  'a lost answer counts as a failure': {
    edits: one(
      'src/desk/carry-out.ts',
      'return findOut(delivery, { trustNonce: true, waitMs: firstWaitMs }, means);',
      "return { result: 'later', reason: 'unanswered', afterMs: 300_000 };",
    ),
    theme: 'faults',
  },
  'a lost answer counts as a refusal': {
    edits: one(
      'src/desk/carry-out.ts',
      'return findOut(delivery, { trustNonce: true, waitMs: firstWaitMs }, means);',
      "return { result: 'refused', reason: 'unanswered' };",
    ),
    theme: 'faults',
  },
  'a doubt is settled by sending again': {
    edits: one(
      'src/desk/delivery-machine.ts',
      "return { event: 'doubtful', notBefore: now + hour, reason: finding.reason };",
      "return { event: 'postponed', notBefore: now + hour, reason: finding.reason };",
    ),
    theme: 'blindness',
  },
  'a doubt is forgotten': {
    edits: one('src/desk/publisher.ts', ', ...(await store.doubtful(now, enough))', ''),
    theme: 'blindness',
  },
  'nonces are trusted for hours': {
    edits: one('src/desk/carry-out.ts', 'const nonceHolds = 60_000;', 'const nonceHolds = 3_600_000;'),
    theme: 'long blindness',
  },
  'a held row is never claimed': {
    edits: one('src/desk/delivery-machine.ts', "held: { claimed: 'sending', ", 'held: { '),
    theme: 'rights',
  },
  'progress before decisions': {
    edits: one(
      'src/desk/work-off.ts',
      'await store.decide(decisions, { position: changes.position, dueUntil: now });',
      'await store.decide([], { position: changes.position, dueUntil: now }); await store.decide(decisions);',
    ),
    theme: 'crashes',
  },
  'progress with the first decisions': {
    edits: one(
      'src/desk/work-off.ts',
      'await store.decide(decisions.splice(0, decisionsTogether));',
      'await store.decide(decisions.splice(0, decisionsTogether), { position: changes.position, dueUntil: now });',
    ),
    theme: 'broken scans',
  },
  'told is not remembered': {
    edits: one('src/storage/decide.ts', 'await remember(trx, articleIds, [...rows.values()]);', ''),
    theme: 'everything',
  },
  'a withdrawn story stays told': {
    edits: one('src/storage/settle.ts', 'await dropWaitingChange(trx, cardId);\n  await forget(trx, cardId);', ''),
    theme: 'everything',
  },
  'a retry forgets what was decided meanwhile': {
    edits: one('src/storage/settle.ts', 'const content = newer && {', 'const content = undefined && newer && {'),
    theme: 'overtaken',
  },
  'a feed gets what is too old for it': {
    edits: one(
      'src/news/rules.ts',
      'return maxAgeHours === undefined || hoursSince(publishedAt, now) < maxAgeHours;',
      'return maxAgeHours === undefined || publishedAt <= now;',
    ),
    theme: 'feeds',
  },
  'what a feed wants only while it is new is given up at once': {
    edits: one('src/news/feed.ts', ': publishedAt + maxAgeHours * hour;', ': publishedAt;'),
    theme: 'feeds',
  },
  'a pause is announced at every start': {
    edits: one(
      'src/desk/pauses.ts',
      'if (paused.noticed || !(await store.noticed(channelId, paused.since))) continue;',
      '',
    ),
    theme: 'rights',
  },
} as const satisfies Record<string, BrokenBuild>;

export type BrokenBuildName = keyof typeof brokenBuilds;
export const brokenBuildNames = Object.keys(brokenBuilds) as BrokenBuildName[];

export function isBrokenBuild(name: string): name is BrokenBuildName {
  return Object.hasOwn(brokenBuilds, name);
}
