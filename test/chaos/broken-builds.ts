import type { SourceEdit } from '../support/broken-source.ts';
import type { Theme } from './schedule.ts';

export interface BrokenBuild {
  readonly edits: readonly SourceEdit[];
  /** What schedules of it are about, so that few are needed. */
  readonly theme: Theme;
  /** What it must be found to do. */
  readonly finding: 'doubled' | 'lost';
}

/** Programs that are wrong on purpose: whoever cannot tell them from the right one tests nothing. */
export const brokenBuilds = {
  'nonce removed': {
    edits: [{ module: 'src/discord/transport.ts', find: 'enforce_nonce: true', put: 'enforce_nonce: false' }],
    theme: 'lost answers, unreadable',
    finding: 'doubled',
  },
  // After a crash, a row that was being sent looks like one that never was.
  'state written after sending': {
    edits: [
      {
        module: 'src/desk/publisher.ts',
        find: 'carryOut(delivery, left !== undefined,',
        put: 'carryOut(delivery, false,',
      },
    ],
    theme: 'long kills',
    finding: 'doubled',
  },
  'seen before sent': {
    edits: [
      {
        module: 'src/desk/publisher.ts',
        find: 'const attempt = await carryOut(',
        put: "await store.settle(delivery.id, { event: 'delivered', messageId: '1' }, clock.now()); const attempt = await carryOut(",
      },
    ],
    theme: 'refusals',
    finding: 'lost',
  },
  'reading back skipped': {
    edits: [
      {
        module: 'src/discord/transport.ts',
        find: 'async readBack(channelId, deliveryId, since) {',
        put: "async readBack(channelId, deliveryId, since) { return { result: 'absent' };",
      },
    ],
    theme: 'long kills',
    finding: 'doubled',
  },
} as const satisfies Record<string, BrokenBuild>;

export type BrokenBuildName = keyof typeof brokenBuilds;
export const brokenBuildNames = Object.keys(brokenBuilds) as BrokenBuildName[];

export function isBrokenBuild(name: string): name is BrokenBuildName {
  return Object.hasOwn(brokenBuilds, name);
}
