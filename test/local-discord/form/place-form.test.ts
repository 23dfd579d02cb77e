import { describe, expect, it } from 'vitest';
import {
  checkBulkDeleteForm,
  checkChannelForm,
  checkConversationForm,
  checkForumPostForm,
  checkMessageThreadForm,
  checkNewChannelForm,
  checkNewThreadForm,
  checkOverwriteForm,
  checkThreadForm,
} from '../../../src/local-discord/rest/form/place-form.ts';
import { problemsOf } from '../../support/problems-of.ts';

const list = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index + 1));
const forum = 15;
const inForum = (body: unknown) => checkChannelForm(body, { type: forum });
const inText = (body: unknown) => checkChannelForm(body, { type: 0 });
const name = (length: number) => ({ name: 'x'.repeat(length) });
const post = (more: object = {}) => ({ name: 'x', message: { content: 'x' }, ...more });
const tags = (...names: string[]) => ({ available_tags: names.map((one) => ({ name: one })) });

type Row = [string, (body: unknown) => Parameters<typeof problemsOf>[0], unknown, ...string[]];

describe.each<[string, Row[]]>([
  [
    'a channel',
    [
      ['a name', checkNewChannelForm, name(100)],
      [
        'a forum with everything',
        checkNewChannelForm,
        {
          ...name(1),
          type: forum,
          topic: 'x'.repeat(4096),
          ...tags(...list(20)),
          default_auto_archive_duration: 60,
          rate_limit_per_user: 21_600,
          default_reaction_emoji: { emoji_name: '🔥' },
        },
      ],
      [
        'rights as texts and as numbers',
        checkNewChannelForm,
        { ...name(1), permission_overwrites: [{ id: '1', type: 0, allow: '1024', deny: 2048 }] },
      ],
      ['no name', checkNewChannelForm, {}, 'name: BASE_TYPE_REQUIRED'],
      ['an empty name', checkNewChannelForm, name(0), 'name: BASE_TYPE_BAD_LENGTH'],
      ['a name of 101', checkNewChannelForm, name(101), 'name: BASE_TYPE_BAD_LENGTH'],
      ['a type that is none', checkNewChannelForm, { ...name(1), type: 11 }, 'type: BASE_TYPE_CHOICES'],
      [
        'rights that are none',
        checkNewChannelForm,
        { ...name(1), permission_overwrites: [{ id: '1', allow: 'all' }] },
        'permission_overwrites.0.allow: NUMBER_TYPE_COERCE',
      ],
    ],
  ],
  [
    'a change of a channel',
    [
      ['nothing', inText, {}],
      ['a topic of 1,024', inText, { topic: 'x'.repeat(1024) }],
      ['a topic of 1,025', inText, { topic: 'x'.repeat(1025) }, 'topic: BASE_TYPE_MAX_LENGTH'],
      ['a topic of 4,096 in a forum', inForum, { topic: 'x'.repeat(4096) }],
      ['a topic of 4,097 in a forum', inForum, { topic: 'x'.repeat(4097) }, 'topic: BASE_TYPE_BAD_LENGTH'],
      ['a wait of 21,601', inText, { rate_limit_per_user: 21_601 }, 'rate_limit_per_user: NUMBER_TYPE_MAX'],
      ['21 tags', inForum, tags(...list(21)), 'available_tags: BASE_TYPE_MAX_LENGTH'],
      ['a tag of 20', inForum, tags('x'.repeat(20))],
      ['a tag of 21', inForum, tags('x'.repeat(21)), 'available_tags.0.name: BASE_TYPE_MAX_LENGTH'],
      ['a tag of nothing', inForum, tags(' '), 'available_tags.0.name: BASE_TYPE_REQUIRED'],
      [
        'threads that are archived at once',
        inText,
        { default_auto_archive_duration: 0 },
        'default_auto_archive_duration: BASE_TYPE_CHOICES',
      ],
    ],
  ],
  [
    'rights in a channel',
    [
      ['of a member', checkOverwriteForm, { type: 1, allow: '1024', deny: null }],
      ['of nobody', checkOverwriteForm, { allow: '0' }, 'type: BASE_TYPE_REQUIRED'],
      ['of a type that is none', checkOverwriteForm, { type: 2 }, 'type: BASE_TYPE_CHOICES'],
      ['below nothing', checkOverwriteForm, { type: 0, deny: '-1' }, 'deny: NUMBER_TYPE_MIN'],
    ],
  ],
  [
    'a thread',
    [
      ['of a message', checkMessageThreadForm, { ...name(100), auto_archive_duration: 10_080 }],
      ['without a name', checkMessageThreadForm, {}, 'name: BASE_TYPE_REQUIRED'],
      ['with a name of 101', checkNewThreadForm, name(101), 'name: BASE_TYPE_BAD_LENGTH'],
      ['without a message', checkNewThreadForm, { ...name(1), type: 11, invitable: false }],
      ['that is a channel', checkNewThreadForm, { ...name(1), type: 0 }, 'type: BASE_TYPE_CHOICES'],
      [
        'for two hours',
        checkNewThreadForm,
        { ...name(1), auto_archive_duration: 120 },
        'auto_archive_duration: BASE_TYPE_CHOICES',
      ],
    ],
  ],
  [
    'a change of a thread',
    [
      ['everything', checkThreadForm, { ...name(100), archived: true, locked: true, applied_tags: list(5), flags: 2 }],
      ['no name', checkThreadForm, name(0), 'name: BASE_TYPE_REQUIRED'],
      ['a name of 101', checkThreadForm, name(101), 'name: BASE_TYPE_BAD_LENGTH'],
      ['six tags', checkThreadForm, { applied_tags: list(6) }, 'applied_tags: BASE_TYPE_MAX_LENGTH'],
      ['a truth that is none', checkThreadForm, { archived: 'yes' }, 'archived: BOOLEAN_TYPE_CONVERT'],
    ],
  ],
  [
    'a post in a forum',
    [
      ['at its limits', checkForumPostForm, post({ ...name(100), applied_tags: list(5), auto_archive_duration: 4320 })],
      ['without a message', checkForumPostForm, name(1), 'message: BASE_TYPE_REQUIRED'],
      ['with a message that is none', checkForumPostForm, post({ message: 'x' }), 'message: MODEL_TYPE_CONVERT'],
      ['with six tags', checkForumPostForm, post({ applied_tags: list(6) }), 'applied_tags: BASE_TYPE_MAX_LENGTH'],
      [
        'with a long name and a long message',
        checkForumPostForm,
        post({ ...name(101), message: { content: 'x'.repeat(2001) } }),
        'name: BASE_TYPE_BAD_LENGTH',
        'message.content: BASE_TYPE_MAX_LENGTH',
      ],
      [
        'of Components V2',
        checkForumPostForm,
        post({ message: { flags: 1 << 15, components: [{ type: 10, content: 'x' }] } }),
      ],
      [
        'of Components V2 without the flag',
        checkForumPostForm,
        post({ message: { components: [{ type: 10, content: 'x' }] } }),
        'message.components.0: UNION_TYPE_CHOICES',
      ],
    ],
  ],
  [
    'a conversation',
    [
      ['with somebody', checkConversationForm, { recipient_id: '1' }],
      ['with nobody', checkConversationForm, {}, 'recipient_id: BASE_TYPE_REQUIRED'],
      ['with a name', checkConversationForm, { recipient_id: 'me' }, 'recipient_id: NUMBER_TYPE_COERCE'],
    ],
  ],
  [
    'many messages to delete',
    [
      ['two', checkBulkDeleteForm, { messages: list(2) }],
      ['a hundred', checkBulkDeleteForm, { messages: list(100) }],
      ['one', checkBulkDeleteForm, { messages: list(1) }, 'messages: BASE_TYPE_BAD_LENGTH'],
      ['101', checkBulkDeleteForm, { messages: list(101) }, 'messages: BASE_TYPE_BAD_LENGTH'],
      [
        'no ids',
        checkBulkDeleteForm,
        { messages: ['x', 'y'] },
        'messages.0: NUMBER_TYPE_COERCE',
        'messages.1: NUMBER_TYPE_COERCE',
      ],
      ['an endless id', checkBulkDeleteForm, { messages: ['1', '1'.repeat(20)] }, 'messages.1: NUMBER_TYPE_COERCE'],
    ],
  ],
])('%s', (_what, rows) => {
  it.each(rows)('%s', async (_which, check, body, ...problems) => {
    expect(await problemsOf(check(body))).toEqual(problems);
  });
});
