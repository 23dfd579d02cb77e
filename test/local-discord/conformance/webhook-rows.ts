import type { Answer, Row, Scene, Source } from './row.ts';

const create = 'docs: resources/webhook#create-webhook' as const;
const execute = 'docs: resources/webhook#execute-webhook' as const;
const codes = 'docs: topics/opcodes-and-status-codes#json-json-error-codes' as const;
const row = (what: string, ask: Row['ask'], answer: Answer, source: Source): Row => ({ what, ask, answer, source });
const named = (name: string) => (scene: Scene) =>
  ({ method: 'POST', path: `/channels/${scene.channel('ai')}/webhooks`, body: { name } }) as const;

/** A webhook, as the path that anybody may post by. */
async function webhook(scene: Scene, channel = 'news'): Promise<string> {
  const path = `/channels/${scene.channel(channel)}/webhooks`;
  const known = (await scene.send({ method: 'GET', path })).body as { id: string; token: string }[];
  const made = known[0] ?? (await scene.send({ method: 'POST', path, body: { name: 'Wire' } })).body;
  const { id, token } = made as { id: string; token: string };
  return `/webhooks/${id}/${token}`;
}
const said = (
  what: string,
  body: object,
  answer: Answer,
  query = '?wait=true',
  channel = 'news',
  source: Source = execute,
): Row =>
  row(
    what,
    async (scene) => ({ method: 'POST', path: `${await webhook(scene, channel)}${query}`, body, as: 'none' }),
    answer,
    source,
  );
const invalid = (errors?: Record<string, string>): Answer => ({ status: 400, code: 50035, ...(errors && { errors }) });
const button = { type: 1, components: [{ type: 2, style: 1, label: 'Press', custom_id: 'press' }] };

export const webhookRows: readonly Row[] = [
  row('a webhook', named('Wire'), { status: 200, body: { type: 1, name: 'Wire', avatar: null } }, create),
  row('a webhook of 80 characters', named('x'.repeat(80)), { status: 200 }, create),
  row('a webhook of 81 characters', named('x'.repeat(81)), invalid({ name: 'BASE_TYPE_BAD_LENGTH' }), create),
  row('a webhook called like the founders', named('Mister Clyde'), invalid(), create),
  row('a webhook called like the house', named('DISCORD news'), invalid(), create),
  row(
    'the webhooks of a channel',
    (scene) => ({ method: 'GET', path: `/channels/${scene.channel('general')}/webhooks` }),
    { status: 200, body: [] },
    'docs: resources/webhook#get-channel-webhooks',
  ),
  row(
    'a webhook by its token, without whoever made it',
    async (scene) => ({ method: 'GET', path: await webhook(scene), as: 'none' }),
    { status: 200, body: { name: 'Wire' } },
    'docs: resources/webhook#get-webhook-with-token',
  ),
  row(
    'a webhook by a wrong token',
    async (scene) => ({ method: 'GET', path: `${await webhook(scene)}x`, as: 'none' }),
    { status: 401, code: 50027 },
    codes,
  ),
  said(
    'a text by a webhook',
    { content: 'x' },
    { status: 200, body: { content: 'x', author: { bot: true, username: 'Wire', discriminator: '0000' } } },
  ),
  said('a text by a webhook that does not wait', { content: 'x' }, { status: 204 }, ''),
  said(
    'a text under another name',
    { content: 'x', username: 'Night Desk' },
    { status: 200, body: { author: { username: 'Night Desk' } } },
  ),
  said(
    'a name of 81 characters',
    { content: 'x', username: 'x'.repeat(81) },
    invalid(),
    '?wait=true',
    'news',
    'openapi: IncomingWebhookRequestPartial',
  ),
  said('nothing by a webhook', {}, { status: 400, code: 50006 }),
  said('ten embeds by a webhook', { embeds: Array(10).fill({ title: 'x' }) }, { status: 200 }),
  said('buttons by a webhook that belongs to an application', { content: 'x', components: [button] }, { status: 200 }),
  said(
    'a text by a webhook into a forum',
    { content: 'x' },
    { status: 400, code: 220001 },
    '?wait=true',
    'stories',
    codes,
  ),
  said(
    'a post by a webhook into a forum',
    { content: 'x', thread_name: 'Story' },
    { status: 200 },
    '?wait=true',
    'stories',
  ),
  said(
    'a post by a webhook into a text channel',
    { content: 'x', thread_name: 'Story' },
    { status: 400, code: 220003 },
    '?wait=true',
    'news',
    codes,
  ),
  row(
    'a message of a webhook is changed',
    async (scene) => {
      const path = await webhook(scene);
      const made = await scene.send({ method: 'POST', path: `${path}?wait=true`, body: { content: 'x' }, as: 'none' });
      return {
        method: 'PATCH',
        path: `${path}/messages/${(made.body as { id: string }).id}`,
        body: { content: 'y' },
        as: 'none',
      };
    },
    { status: 200, body: { content: 'y' } },
    'docs: resources/webhook#edit-webhook-message',
  ),
  row(
    'a message that a webhook never had',
    async (scene) => ({ method: 'GET', path: `${await webhook(scene)}/messages/900000000000000000`, as: 'none' }),
    { status: 404, code: 10008 },
    codes,
  ),
];
