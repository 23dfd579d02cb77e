import { describe, expect, it } from 'vitest';
import {
  checkWebhookChangeForm,
  checkWebhookForm,
  checkWebhookMessageForm,
} from '../../../src/local-discord/rest/form/webhook-form.ts';
import { problemsOf } from '../../support/problems-of.ts';

describe('a webhook', () => {
  it.each<[string, unknown, ...string[]]>([
    ['a name of 80', { name: 'x'.repeat(80), avatar: null }],
    ['no name', {}, 'name: BASE_TYPE_REQUIRED'],
    ['an empty name', { name: '' }, 'name: BASE_TYPE_BAD_LENGTH'],
    ['a name of 81', { name: 'x'.repeat(81) }, 'name: BASE_TYPE_BAD_LENGTH'],
    ['the name of Clyde', { name: 'aCLYDEb' }, 'name: USERNAME_INVALID_CONTAINS'],
    ['the name of Discord', { name: 'My Discord News' }, 'name: USERNAME_INVALID_CONTAINS'],
    ['everyone', { name: 'Everyone' }, 'name: USERNAME_INVALID'],
    ['a word that holds another', { name: 'atmosphere' }],
  ])('%s', async (_what, body, ...problems) => {
    expect(await problemsOf(checkWebhookForm(body))).toEqual(problems);
  });

  it('changes without a name, but not to a name that none may have', async () => {
    expect(await problemsOf(checkWebhookChangeForm({ channel_id: '1' }))).toEqual([]);
    expect(await problemsOf(checkWebhookChangeForm({ name: 'discord' }))).toEqual(['name: USERNAME_INVALID_CONTAINS']);
    expect(await problemsOf(checkWebhookChangeForm({ channel_id: 'x' }))).toEqual(['channel_id: NUMBER_TYPE_COERCE']);
  });
});

describe('a webhook’s message', () => {
  it.each<[string, object, ...string[]]>([
    ['an identity of its own', { content: 'x', username: 'x'.repeat(80), avatar_url: 'https://a.example/b.png' }],
    ['a post in a forum', { content: 'x', thread_name: 'x'.repeat(100), applied_tags: ['1'] }],
    ['a username of 81', { username: 'x'.repeat(81) }, 'username: BASE_TYPE_BAD_LENGTH'],
    ['the username of Clyde', { username: 'clyde' }, 'username: USERNAME_INVALID_CONTAINS'],
    ['a picture that is none', { avatar_url: 'x' }, 'avatar_url: URL_TYPE_INVALID_SCHEME'],
    ['a picture that came along', { avatar_url: 'attachment://a.png' }, 'avatar_url: URL_TYPE_INVALID_SCHEME'],
    ['a title of 101', { thread_name: 'x'.repeat(101) }, 'thread_name: BASE_TYPE_BAD_LENGTH'],
    ['content of 2,001', { content: 'x'.repeat(2001) }, 'content: BASE_TYPE_MAX_LENGTH'],
  ])('%s', async (_what, body, ...problems) => {
    expect(await problemsOf(checkWebhookMessageForm(body))).toEqual(problems);
  });
});
