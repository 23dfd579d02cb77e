import { expect, it } from 'vitest';
import {
  countEvent,
  newerCounts,
  type ThreadCounts,
} from '../../../src/local-discord/page/client/state/thread-counts.ts';
import type { PageEvent, PageState } from '../../../src/local-discord/page/contract.ts';
import { pageChannel, pageMessage, pageState } from '../../support/page-state.ts';

function pageWith(message_count: number, last_message_id: string): PageState {
  const facts = { archived: false, locked: false, pinned: false, applied_tags: [] };
  const thread = { ...facts, created_timestamp: '2026-11-21T10:00:00.000Z', message_count, last_message_id };
  return pageState([pageChannel('news'), pageChannel('talk', { type: 11, parent_id: 'news', thread })]);
}

const create = (id: string, channel_id = 'talk'): PageEvent => ({
  t: 'MESSAGE_CREATE',
  d: pageMessage(id, { channel_id }),
});
const remove: PageEvent = { t: 'MESSAGE_DELETE', d: { id: '11', channel_id: 'talk' } };
const page = pageWith(3, '10');
const after = (...events: PageEvent[]): ThreadCounts =>
  events.reduce<ThreadCounts>((counts, event) => countEvent(counts, page, event), {});

it('what is written in a thread is counted once, and only what the page has not counted', () => {
  expect(after(create('11'), create('12'), create('12'))).toEqual({ talk: { count: 5, last: '12' } });
  expect(after(create('10'), create('20', 'news'))).toEqual({});
});

it('what is taken back is counted no longer', () => {
  expect(after(create('11'), remove)).toEqual({ talk: { count: 3, last: '11' } });
});

it('a page that knows as much takes the place of what was counted; an older one does not', () => {
  const counts = after(create('11'));
  expect(newerCounts(counts, pageWith(4, '11'))).toEqual({});
  expect(newerCounts(counts, page)).toEqual(counts);
});
