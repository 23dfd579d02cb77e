import type { Answer, Ask, Row, Scene, Source } from './row.ts';

const codes = 'docs: topics/opcodes-and-status-codes#json-json-error-codes' as const;
const row = (what: string, ask: Row['ask'], answer: Answer, source: Source): Row => ({ what, ask, answer, source });
const fire = encodeURIComponent('🔥');
const messagePath = async (scene: Scene): Promise<string> =>
  `/channels/${scene.channel('news')}/messages/${await scene.message()}`;
const announced = async (scene: Scene): Promise<Ask> => {
  const path = `/channels/${scene.channel('announcements')}/messages`;
  const { id } = (await scene.send({ method: 'POST', path, body: { content: 'x' } })).body as { id: string };
  return { method: 'POST', path: `${path}/${id}/crosspost` };
};
const reply = async (scene: Scene, reference: object): Promise<Ask> => ({
  method: 'POST',
  path: `/channels/${scene.channel('news')}/messages`,
  body: { content: 'x', message_reference: { message_id: await scene.message(), ...reference } },
});

export const reactionRows: readonly Row[] = [
  row(
    'a reaction',
    async (scene) => ({ method: 'PUT', path: `${await messagePath(scene)}/reactions/${fire}/@me` }),
    { status: 204 },
    'docs: resources/message#create-reaction',
  ),
  row(
    'a reaction that is no emoji',
    async (scene) => ({ method: 'PUT', path: `${await messagePath(scene)}/reactions/fire/@me` }),
    { status: 400, code: 10014 },
    codes,
  ),
  row(
    'who has reacted',
    async (scene) => {
      const path = `${await messagePath(scene)}/reactions/${fire}`;
      await scene.send({ method: 'PUT', path: `${path}/@me` });
      return { method: 'GET', path };
    },
    { status: 200, body: [{ username: 'Newsbot' }] },
    'docs: resources/message#get-reactions',
  ),
  row(
    'a message tells of its reactions',
    async (scene) => {
      const path = await messagePath(scene);
      await scene.send({ method: 'PUT', path: `${path}/reactions/${fire}/@me` });
      return { method: 'GET', path };
    },
    { status: 200, body: { reactions: [{ count: 1, me: true, emoji: { name: '🔥' } }] } },
    'docs: resources/message#reaction-object',
  ),
  row(
    'a pin',
    async (scene) => ({
      method: 'PUT',
      path: `/channels/${scene.channel('news')}/messages/pins/${await scene.message()}`,
    }),
    { status: 204 },
    'docs: resources/message#pin-message',
  ),
  row(
    'a message is published',
    announced,
    { status: 200, body: { flags: 1 } },
    'docs: resources/message#crosspost-message',
  ),
  row(
    'a message is published twice',
    async (scene) => {
      const ask = await announced(scene);
      await scene.send(ask);
      return ask;
    },
    { status: 400, code: 40033 },
    codes,
  ),
  row(
    'a message of a text channel is published',
    async (scene) => ({ method: 'POST', path: `${await messagePath(scene)}/crosspost` }),
    { status: 400 },
    'docs: resources/message#crosspost-message',
  ),
  row(
    'a reply',
    (scene) => reply(scene, {}),
    { status: 200, body: { type: 19, referenced_message: { content: 'A message' } } },
    'docs: resources/message#message-reference-types',
  ),
  row(
    'a reply to nothing',
    (scene) => reply(scene, { message_id: '900000000000000000' }),
    { status: 400, code: 50035 },
    'docs: resources/message#message-reference-structure',
  ),
  row(
    'a reply to nothing that may become a plain message',
    (scene) => reply(scene, { message_id: '900000000000000000', fail_if_not_exists: false }),
    { status: 200, body: { type: 0 } },
    'docs: resources/message#message-reference-structure',
  ),
  row(
    'a file',
    async (scene) => ({
      method: 'POST',
      path: `/channels/${scene.channel('news')}/messages`,
      files: [{ name: 'a.txt', text: 'Hello' }],
    }),
    { status: 200, body: { attachments: [{ filename: 'a.txt', size: 5 }] } },
    'docs: reference#uploading-files',
  ),
  row(
    'a description of a file',
    async (scene) => ({
      method: 'POST',
      path: `/channels/${scene.channel('news')}/messages`,
      body: { attachments: [{ id: 0, description: 'Words' }] },
      files: [{ name: 'a.txt', text: 'Hello' }],
    }),
    { status: 200, body: { attachments: [{ description: 'Words' }] } },
    'docs: reference#uploading-files',
  ),
  row(
    'a picture that came along',
    async (scene) => ({
      method: 'POST',
      path: `/channels/${scene.channel('news')}/messages`,
      body: { embeds: [{ image: { url: 'attachment://a.png' } }] },
      files: [{ name: 'a.png', text: 'x' }],
    }),
    { status: 200 },
    'docs: reference#editing-message-attachments-using-attachments-within-embeds',
  ),
  row(
    'eleven files',
    async (scene) => ({
      method: 'POST',
      path: `/channels/${scene.channel('news')}/messages`,
      files: Array.from({ length: 11 }, (_, at) => ({ name: `${at}.txt`, text: 'x' })),
    }),
    { status: 400, code: 30015 },
    codes,
  ),
  row(
    'one message deleted as many',
    async (scene) => ({
      method: 'POST',
      path: `/channels/${scene.channel('news')}/messages/bulk-delete`,
      body: { messages: [await scene.message()] },
    }),
    { status: 400 },
    'docs: resources/message#bulk-delete-messages',
  ),
  row(
    'a conversation',
    ({ discord }) => ({ method: 'POST', path: '/users/@me/channels', body: { recipient_id: discord.memberId } }),
    { status: 200, body: { type: 1, recipients: [{ username: 'member' }] } },
    'docs: resources/user#create-dm',
  ),
  row(
    'a conversation with nobody',
    () => ({ method: 'POST', path: '/users/@me/channels', body: {} }),
    { status: 400, code: 50035, errors: { recipient_id: 'BASE_TYPE_REQUIRED' } },
    'docs: resources/user#create-dm',
  ),
];
