import { describe, expect, it } from 'vitest';
import {
  emptyModel,
  type Model,
  noticesAbove,
  shownMessages,
  showsBeginning,
} from '../../src/local-discord/page/client/state/model.ts';
import { firstChannel } from '../../src/local-discord/page/client/state/places.ts';
import { type Action, reduce } from '../../src/local-discord/page/client/state/reduce.ts';
import type { PageEvent } from '../../src/local-discord/page/contract.ts';
import type { PageMessage } from '../../src/local-discord/page/message-contract.ts';
import { pageChannel, pageMessage, pageState } from '../support/page-state.ts';

const message = (id: string, content = '', channelId = 'news'): PageMessage =>
  pageMessage(id, { content, channel_id: channelId });

const seenBy = (viewer: string, ...channels: string[]): Action => ({
  type: 'page',
  page: pageState(
    channels.map((id) => pageChannel(id)),
    viewer,
  ),
});
const create = (d: PageMessage): Action => ({ type: 'event', event: { t: 'MESSAGE_CREATE', d } });
const update = (d: PageMessage): Action => ({ type: 'event', event: { t: 'MESSAGE_UPDATE', d } });
const remove = (id: string): Action => ({
  type: 'event',
  event: { t: 'MESSAGE_DELETE', d: { id, channel_id: 'news' } },
});
const open: Action = { type: 'channel', channelId: 'news' };
const fetching: Action = { type: 'fetching', channelId: 'news', request: 1 };
const loaded = (...messages: PageMessage[]): Action => ({ type: 'messages', channelId: 'news', request: 1, messages });

const history = (count: number): PageMessage[] => Array.from({ length: count }, (_, at) => message(`${at + 1}`));

function modelAfter(...actions: Action[]): Model {
  return actions.reduce(reduce, emptyModel('dark', 0));
}

function shown(...actions: Action[]): string[] {
  return shownMessages(modelAfter(...actions)).map(({ id, content }) => id + content);
}

describe('the messages of a channel', () => {
  it('show what is posted, changed and taken back, as it happens', () => {
    expect(
      shown(open, fetching, loaded(message('1')), create(message('2')), update(message('1', '!')), remove('2')),
    ).toEqual(['1!']);
  });

  it('show in a reply what has become of the message that it answers', () => {
    const reply = pageMessage('2', { referenced_message: message('1', 'before') });
    // The message itself may be older than those that are kept.
    for (const kept of [[message('1', 'before'), reply], [reply]]) {
      const answered = (action: Action) =>
        shownMessages(modelAfter(open, fetching, loaded(...kept), action)).at(-1)?.referenced_message;
      expect(answered(update(message('1', 'after')))).toMatchObject({ content: 'after' });
      expect(answered(remove('1'))).toBeNull();
    }
  });

  it('show a message once although it is both fetched and told', () => {
    expect(shown(open, fetching, create(message('2')), loaded(message('1'), message('2')))).toEqual(['1', '2']);
  });

  it('keep what happened while they were being fetched', () => {
    expect(shown(open, fetching, create(message('3')), remove('1'), loaded(message('1'), message('2')))).toEqual([
      '2',
      '3',
    ]);
  });

  it('keep what happened since the latest request when an earlier one is answered late', () => {
    const again: Action = { ...fetching, request: 2 };
    const answered: Action = { type: 'messages', channelId: 'news', request: 2, messages: [message('1')] };
    expect(shown(open, fetching, again, create(message('2')), loaded(message('1')), answered)).toEqual(['1', '2']);
  });

  it('forget, once fetched again, what was taken back in between', () => {
    expect(shown(open, fetching, loaded(message('1'), message('2')), fetching, loaded(message('1')))).toEqual(['1']);
  });

  it('leave out what the viewer has dismissed, even when it is fetched again', () => {
    expect(
      shown(open, fetching, loaded(message('1')), { type: 'dismiss', messageId: '1' }, fetching, loaded(message('1'))),
    ).toEqual([]);
  });

  it('are the latest hundred', () => {
    const [first, ...others] = shown(open, fetching, create(message('101')), loaded(...history(100)));
    expect([first, others.at(-1), others.length]).toEqual(['2', '101', 99]);
    expect(shown(open, fetching, loaded(...history(100)), create(message('101')))).toEqual([first, ...others]);
  });

  it('are not kept of a channel that was never opened', () => {
    expect(modelAfter(open, fetching, create(message('1', '', 'ai'))).channels).not.toHaveProperty('ai');
  });

  it('are forgotten when they could not be fetched, so that nothing piles up until they are asked for again', () => {
    const failed: Action = { type: 'not fetched', channelId: 'news' };
    expect(modelAfter(open, fetching, create(message('1')), failed, create(message('2'))).channels).toEqual({});
  });

  it('of the other channels are fetched again after a lost connection when they are opened, not before', () => {
    const live: Action = { type: 'connection', connection: 'live' };
    const elsewhere: Action = { type: 'channel', channelId: 'ai' };
    const model = modelAfter(open, fetching, loaded(message('1')), elsewhere, { ...fetching, channelId: 'ai' }, live);
    expect(Object.keys(model.channels)).toEqual(['ai']);
  });

  it('are forgotten with a channel that is lost: what happens until it is regained is not heard', () => {
    const read = [seenBy('a', 'news', 'ai'), open, fetching, loaded(message('1')), create(message('2', '', 'ai'))];
    const lost = modelAfter(...read, seenBy('a', 'general'));
    expect([lost.channels, [...lost.unread]]).toEqual([{}, []]);
    expect(shown(...read, seenBy('a', 'news', 'ai'))).toEqual(['1']);
  });
});

describe('the beginning of a channel', () => {
  const begins = (...actions: Action[]) => showsBeginning(modelAfter(open, fetching, ...actions));
  const dismiss: Action = { type: 'dismiss', messageId: '1' };

  it.each<[string, boolean, Action[]]>([
    ['all of it is there', true, [loaded(...history(99))]],
    ['nothing was ever posted', true, [loaded()]],
    ['there may be more', false, [loaded(...history(100))]],
    ['there may be more, and a message is put away', false, [loaded(...history(100)), dismiss]],
    ['there may be more, and a message is taken back', false, [loaded(...history(100)), remove('2')]],
    ['new messages pushed it out', false, [loaded(...history(99)), create(message('100')), create(message('101'))]],
    ['nothing is known yet', false, [create(message('1'))]],
  ])('when %s: %s', (_, shows, actions) => {
    expect(begins(...actions)).toBe(shows);
  });
});

it('a notice stands above what came after it, and below all while nothing has', () => {
  const notices = ['1', '2', '9'].map((after) => ({ id: after, channelId: 'news', command: 'saved', at: 0, after }));
  const above = noticesAbove(notices, [message('2'), message('3')]);
  expect([...above].map(([id, some]) => [id, some.map(({ after }) => after)])).toEqual([
    ['2', ['1']],
    ['3', ['2']],
    [undefined, ['9']],
  ]);
});

describe('another person', () => {
  const notice = { id: '1', channelId: 'news', command: 'saved', at: 0 };
  const asked: Action = { type: 'notice', notice };
  const failed: Action = { type: 'notice failed', id: '1', failure: 'You may not.' };
  const asA = [seenBy('a', 'news'), open, fetching];

  it('does not see what was fetched for the one before, even when it comes late', () => {
    expect(shown(...asA, loaded(message('1')), seenBy('b', 'news'))).toEqual([]);
    expect(shown(...asA, seenBy('b', 'news'), loaded(message('1')))).toEqual([]);
    expect(shown(...asA, seenBy('b', 'news'), { ...fetching, request: 2 }, loaded(message('1')))).toEqual([]);
  });

  it('does not see how a command of the one before failed', () => {
    const thinking = { ...notice, id: '2' };
    const both = modelAfter(...asA, asked, { type: 'notice', notice: thinking }, failed);
    expect(both.notices).toEqual([{ ...notice, failure: 'You may not.' }, thinking]);
    expect(modelAfter(...asA, asked, failed, seenBy('b', 'news')).notices).toEqual([]);
    expect(modelAfter(...asA, asked, seenBy('b', 'news'), failed).notices).toEqual([]);
  });

  it('does not see how a press of the one before failed', () => {
    const press: Action = { type: 'press', messageId: '1', customId: 'save' };
    const pressed: Action = { type: 'pressed', messageId: '1', customId: 'save', failure: 'You may not.' };
    expect(modelAfter(...asA, press, seenBy('b', 'news'), pressed).failedPresses).toEqual({});
  });

  it('is not who one already is: then everything stays', () => {
    expect(shown(...asA, loaded(message('1')), seenBy('a', 'news'))).toEqual(['1']);
    expect(modelAfter(...asA, asked, failed, seenBy('a', 'news')).notices).toHaveLength(1);
  });
});

describe('unread channels', () => {
  const elsewhere: PageEvent = { t: 'MESSAGE_CREATE', d: message('9', '', 'ai') };

  it('are those with a new message that are not open, until they are opened', () => {
    const model = [open, { type: 'event', event: elsewhere } as const, create(message('1'))].reduce(
      reduce,
      emptyModel('dark', 0),
    );
    expect([...model.unread]).toEqual(['ai']);
    expect([...reduce(model, { type: 'channel', channelId: 'ai' }).unread]).toEqual([]);
  });
});

describe('a press', () => {
  const press: Action = { type: 'press', messageId: '1', customId: 'save' };
  const failed: Action = { type: 'pressed', messageId: '1', customId: 'save', failure: 'No answer.' };

  it('is under way until it is answered', () => {
    const pressing = reduce(emptyModel('dark', 0), press);
    expect(pressing.pressing.size).toBe(1);
    expect(reduce(pressing, { type: 'pressed', messageId: '1', customId: 'save' }).pressing.size).toBe(0);
  });

  it('that failed is told at its message until the next press', () => {
    const model = [press, failed].reduce(reduce, emptyModel('dark', 0));
    expect(model.failedPresses).toEqual({ 1: 'No answer.' });
    expect(reduce(model, press).failedPresses).toEqual({});
  });
});

describe('the first channel', () => {
  const page = pageState([
    pageChannel('category', { type: 4 }),
    pageChannel('b', { position: 2, parent_id: 'category' }),
    pageChannel('a', { position: 1, parent_id: 'category' }),
    pageChannel('top', { position: 5 }),
    pageChannel('thread', { type: 11, parent_id: 'top' }),
  ]);

  it.each([
    [undefined, 'top'],
    ['b', 'b'],
    ['thread', 'thread'],
    ['gone', 'top'],
    ['category', 'top'],
  ])('for %s is %s', (wanted, first) => {
    expect(firstChannel(page, wanted)).toBe(first);
  });
});

describe('a form', () => {
  const modal = { id: 'm', custom_id: 'edit', title: 'Edit', components: [] };
  const opened: Action = { type: 'form', form: { modal, channelId: 'news', busy: true } };

  it('goes when it was taken, and stays with the reason when it was not', () => {
    expect(modelAfter(opened, { type: 'form sent', formId: 'm' }).form).toBeUndefined();
    expect(modelAfter(opened, { type: 'form sent', formId: 'm', failure: 'No.' }).form).toEqual({
      modal,
      channelId: 'news',
      busy: false,
      failure: 'No.',
    });
  });

  it('is not touched by the answer to another one, and goes with the person', () => {
    expect(modelAfter(opened, { type: 'form sent', formId: 'other' }).form?.busy).toBe(true);
    expect(modelAfter(seenBy('a', 'news'), opened, seenBy('b', 'news')).form).toBeUndefined();
  });
});
