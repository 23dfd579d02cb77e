import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  type DeliveryState,
  type Finding,
  nextState,
  settlementOf,
  statesBefore,
  transitions,
} from '../../src/desk/delivery-machine.ts';
import type { Delivery } from '../../src/desk/delivery-ports.ts';
import { always, aTelling } from '../support/builders.ts';

const states = Object.keys(transitions) as DeliveryState[];
const day = 24 * 3_600_000;

it('is what docs/delivery.md says', async () => {
  const page = await readFile(new URL('../../docs/delivery.md', import.meta.url), 'utf8');
  const documented = page.matchAll(/^\| (\w+) \| (\w+) \| (\w+) \|/gm).map(([, ...row]) => row.join(' '));
  const known = Object.entries(transitions).flatMap(([state, events]) =>
    Object.entries(events).map(([event, next]) => `${state} ${event} ${next}`),
  );
  expect([...documented]).toEqual(known);
});

describe('the life of a row', () => {
  it('is sent from no other state than sending, which only a claim begins', () => {
    expect(statesBefore('delivered')).toEqual(['sending', 'unconfirmed']);
    expect(
      states.flatMap((state) => Object.entries(transitions[state])).filter(([, next]) => next === 'sending'),
    ).toEqual(statesBefore('claimed').map(() => ['claimed', 'sending']));
  });

  it('never leads from a doubt to a claim but by way of certainty', () => {
    expect(nextState('unconfirmed', 'claimed')).toBeUndefined();
    expect(nextState('sending', 'claimed')).toBeUndefined();
  });

  it('ends', () => {
    for (const state of ['sent', 'dead', 'dropped'] as const) expect(transitions[state]).toEqual({});
  });
});

describe('what a finding means', () => {
  const now = Date.UTC(2026, 10, 20);
  const delivery: Delivery = {
    ...{ id: 'd', cardId: 'd', kind: 'post', channelId: 'c', telling: aTelling() },
    ...{ attempts: 1, firstClaimedAt: now, claimedAt: now, usefulUntil: always },
  };
  const eventOf = (finding: Finding, of: Partial<Delivery> = {}) =>
    settlementOf({ ...delivery, ...of }, finding, now, 0.5);

  it('a wait is as long as Discord asks, and never shorter than one of its own', () => {
    const later = { result: 'later', reason: 'busy' } as const;
    expect(eventOf({ ...later, afterMs: 7_200_000 })).toMatchObject({ event: 'postponed', notBefore: now + 7_200_000 });
    expect(eventOf({ ...later, afterMs: 1 }, { attempts: 30 })).toMatchObject({ notBefore: now + 2_700_000 });
  });

  it('a change of a card is given up after a month of refusals, a post never: its use ends', () => {
    const old = { attempts: 900, firstClaimedAt: now - 31 * day };
    for (const finding of [
      { result: 'later', reason: 'busy' },
      { result: 'blocked', obstacle: 'rights', reason: 'no' },
    ] as const) {
      expect(eventOf(finding, { ...old, kind: 'edit' })).toMatchObject({ event: 'refused' });
      expect(eventOf(finding, old).event).not.toBe('refused');
    }
  });

  it('a doubt is given up after a month', () => {
    const doubt = { result: 'doubtful', reason: 'unreadable' } as const;
    expect(eventOf(doubt)).toMatchObject({ event: 'doubtful', notBefore: now + 3_600_000 });
    expect(eventOf(doubt, { claimedAt: now - 31 * day })).toEqual({
      event: 'refused',
      reason: 'Unconfirmed: unreadable',
    });
  });
});
