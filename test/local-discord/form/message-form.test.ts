import { describe, expect, it } from 'vitest';
import { checkMessageForm } from '../../../src/local-discord/rest/form/message-form.ts';
import { problemsOf } from '../../support/problems-of.ts';

const check = (body: unknown, files: readonly string[] = []) =>
  problemsOf(
    checkMessageForm('MessageCreateRequest', body, {
      files: files.map((name, place) => ({ id: String(place), name })),
    }),
  );
const embed = (more: object) => ({ embeds: [{ title: 'x', ...more }] });
const embeds = (...lengths: number[]) => ({ embeds: lengths.map((length) => ({ description: 'x'.repeat(length) })) });
const many = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index + 1));
const address = (length: number): string => 'https://a.example/'.padEnd(length, 'x');
const mentions = (allowed: object) => ({ content: 'x', allowed_mentions: allowed });
const withNonce = (nonce: unknown) => ({ content: 'x', nonce });

describe('a message at its limits is taken', () => {
  it.each<[string, object]>([
    ['nothing at all: that it is empty is seen later', {}],
    ['content of 2,000', { content: 'x'.repeat(2000) }],
    ['content of 2,000 code points between spaces', { content: `  ${'🔥'.repeat(2000)}\n` }],
    ['fields that say nothing', { content: null, embeds: null, components: null, flags: null, allowed_mentions: null }],
    ['a field that Discord does not know', { content: 'x', colour: 'red' }],
    ['a title of 256', embed({ title: '🔥'.repeat(256) })],
    ['a description of 4,096', embed({ title: null, description: 'x'.repeat(4096) })],
    ['an author of 256', embed({ author: { name: 'x'.repeat(256) } })],
    ['a footer of 2,048', embed({ footer: { text: 'x'.repeat(2048) } })],
    ['25 fields', embed({ fields: Array(25).fill({ name: 'x', value: 'x' }) })],
    ['a field of 256 and 1,024', embed({ fields: [{ name: 'x'.repeat(256), value: 'x'.repeat(1024) }] })],
    ['an address of 2,048', embed({ url: address(2048) })],
    ['a picture that came along', embed({ image: { url: 'attachment://a.png' } })],
    [
      'black and white',
      {
        embeds: [
          { title: 'x', color: 0 },
          { title: 'y', color: 0xffffff },
        ],
      },
    ],
    ['a time with an offset', embed({ timestamp: '2026-01-02T03:04:05+02:00' })],
    ['ten embeds of 6,000 in all', embeds(...Array<number>(10).fill(600))],
    ['a nonce of 25', withNonce('x'.repeat(25))],
    ['a nonce that is a number', withNonce(-(2 ** 60))],
    ['enforce_nonce without a nonce', { content: 'x', enforce_nonce: true }],
    ['100 people and 100 roles', mentions({ users: many(100), roles: many(100) })],
    ['a type that is parsed, with an empty list', mentions({ parse: ['users'], users: [] })],
    ['a reply', { content: 'x', message_reference: { message_id: '1', fail_if_not_exists: false } }],
    ['a silent message', { content: 'x', flags: 1 << 12 }],
  ])('%s', async (_what, body) => {
    expect(await check(body)).toEqual([]);
  });
});

describe('a message past its limits is refused with Discord’s code, at its place', () => {
  it.each<[string, unknown, ...string[]]>([
    ['no object', [], ': MODEL_TYPE_CONVERT'],
    ['content of 2,001', { content: 'x'.repeat(2001) }, 'content: BASE_TYPE_MAX_LENGTH'],
    ['content that is a number', { content: 5 }, 'content: STRING_TYPE_CONVERT'],
    ['embeds that are no list', { embeds: {} }, 'embeds: LIST_TYPE_CONVERT'],
    ['an embed that is none', { embeds: ['x'] }, 'embeds.0: MODEL_TYPE_CONVERT'],
    ['an embed of nothing', { embeds: [{}] }, 'embeds.0: LIST_ITEM_VALUE_REQUIRED'],
    ['11 embeds', embeds(...Array<number>(11).fill(1)), 'embeds: BASE_TYPE_MAX_LENGTH'],
    ['6,001 over all embeds', embeds(3000, 3001), 'embeds: MAX_EMBED_SIZE_EXCEEDED'],
    ['a title of 257', embed({ title: '🔥'.repeat(257) }), 'embeds.0.title: BASE_TYPE_MAX_LENGTH'],
    ['a description of 4,097', embed({ description: 'x'.repeat(4097) }), 'embeds.0.description: BASE_TYPE_MAX_LENGTH'],
    ['an author of 257', embed({ author: { name: 'x'.repeat(257) } }), 'embeds.0.author.name: BASE_TYPE_MAX_LENGTH'],
    ['a footer of 2,049', embed({ footer: { text: 'x'.repeat(2049) } }), 'embeds.0.footer.text: BASE_TYPE_MAX_LENGTH'],
    [
      '26 fields',
      embed({ fields: Array(26).fill({ name: 'x', value: 'x' }) }),
      'embeds.0.fields: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a field of nothing',
      embed({ fields: [{ name: '', value: ' ' }] }),
      'embeds.0.fields.0.name: BASE_TYPE_REQUIRED',
      'embeds.0.fields.0.value: BASE_TYPE_REQUIRED',
    ],
    ['a field without a value', embed({ fields: [{ name: 'x' }] }), 'embeds.0.fields.0.value: BASE_TYPE_REQUIRED'],
    ['an empty address', embed({ url: '' }), 'embeds.0.url: URL_TYPE_INVALID_SCHEME'],
    ['a script', embed({ url: 'javascript:alert(1)' }), 'embeds.0.url: URL_TYPE_INVALID_SCHEME'],
    ['a file as a link', embed({ url: 'attachment://a.png' }), 'embeds.0.url: URL_TYPE_INVALID_SCHEME'],
    ['an ftp picture', embed({ image: { url: 'ftp://a.example/b' } }), 'embeds.0.image.url: URL_TYPE_INVALID_SCHEME'],
    ['an address without a host', embed({ url: 'https://' }), 'embeds.0.url: URL_TYPE_INVALID_URL'],
    ['an address of 2,049', embed({ url: address(2049) }), 'embeds.0.url: BASE_TYPE_MAX_LENGTH'],
    ['a colour too big', embed({ color: 0x1000000 }), 'embeds.0.color: NUMBER_TYPE_MAX'],
    ['a colour below black', embed({ color: -1 }), 'embeds.0.color: NUMBER_TYPE_MIN'],
    ['half a colour', embed({ color: 0.5 }), 'embeds.0.color: NUMBER_TYPE_COERCE'],
    ['a colour by its name', embed({ color: 'red' }), 'embeds.0.color: NUMBER_TYPE_COERCE'],
    ['a time that is none', embed({ timestamp: 'yesterday' }), 'embeds.0.timestamp: DATE_TIME_TYPE_PARSE'],
    ['a nonce of 26', withNonce('x'.repeat(26)), 'nonce: NONCE_TYPE_TOO_LONG'],
    ['a nonce that is no text', withNonce({}), 'nonce: NONCE_TYPE_INVALID_TYPE'],
    ['half a nonce', withNonce(0.5), 'nonce: NONCE_TYPE_INVALID_TYPE'],
    ['a nonce of 65 bits', withNonce(2 ** 64), 'nonce: NONCE_TYPE_OUT_OF_BOUNDS'],
    ['tts that is no truth', { content: 'x', tts: 'yes' }, 'tts: BOOLEAN_TYPE_CONVERT'],
    ['flags below 0', { content: 'x', flags: -1 }, 'flags: NUMBER_TYPE_MIN'],
    ['half a flag', { content: 'x', flags: 1.5 }, 'flags: NUMBER_TYPE_COERCE'],
    ['101 people', mentions({ users: many(101) }), 'allowed_mentions.users: BASE_TYPE_MAX_LENGTH'],
    ['somebody twice', mentions({ users: ['1', '1'] }), 'allowed_mentions.users.1: SET_TYPE_ALREADY_CONTAINS_VALUE'],
    ['nobody', mentions({ users: [null] }), 'allowed_mentions.users.0: LIST_ITEM_VALUE_REQUIRED'],
    ['somebody who is no id', mentions({ users: ['me'] }), 'allowed_mentions.users.0: NUMBER_TYPE_COERCE'],
    ['an unknown kind of mention', mentions({ parse: ['channels'] }), 'allowed_mentions.parse.0: BASE_TYPE_CHOICES'],
    [
      'people parsed and listed',
      mentions({ parse: ['users'], users: ['1'] }),
      'allowed_mentions: MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
    ['a reply to nothing', { message_reference: {} }, 'message_reference.message_id: BASE_TYPE_REQUIRED'],
    [
      'a message passed on',
      { message_reference: { type: 1, message_id: '1' } },
      'message_reference.type: BASE_TYPE_CHOICES',
    ],
    ['a sticker', { sticker_ids: ['1'] }, 'sticker_ids: LOCAL_DISCORD_UNSUPPORTED'],
    [
      'a poll',
      { poll: { question: { text: 'x' }, answers: [{ poll_media: { text: 'y' } }] } },
      'poll: LOCAL_DISCORD_UNSUPPORTED',
    ],
    ['a voice message', { content: 'x', flags: 1 << 13 }, 'flags: LOCAL_DISCORD_UNSUPPORTED'],
  ])('%s', async (_what, body, ...problems) => {
    expect(await check(body)).toEqual(problems);
  });
});

describe('attachments name files of the request, or of the message', () => {
  const files = ['a.png', 'b c.png'];
  it.each<[string, object, ...string[]]>([
    [
      'described files',
      {
        attachments: [
          { id: '0', description: 'x'.repeat(1024) },
          { id: '1', filename: 'd.png' },
        ],
      },
    ],
    [
      'a description of 1,025',
      { attachments: [{ id: '0', description: 'x'.repeat(1025) }] },
      'attachments.0.description: BASE_TYPE_MAX_LENGTH',
    ],
    ['a file that did not come', { attachments: [{ id: '2' }] }, 'attachments.0: ATTACHMENT_NOT_FOUND'],
    ['a file without a number', { attachments: [{}] }, 'attachments.0.id: BASE_TYPE_REQUIRED'],
  ])('%s', async (_what, body, ...problems) => {
    expect(await check(body, files)).toEqual(problems);
  });
});
