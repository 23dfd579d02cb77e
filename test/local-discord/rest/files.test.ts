import { afterAll, beforeAll, expect, it } from 'vitest';
import { discordCalls } from '../../support/discord-calls.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

let discord: LocalDiscordHarness;
let calls: ReturnType<typeof discordCalls>;

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off' });
  calls = discordCalls(discord);
  await discord.setPermissions(discord.channels['news'] ?? '', { allow: ['AttachFiles'] });
});
afterAll(() => discord.close());

interface Attached {
  readonly id: string;
  readonly url: string;
}
const filesOf = (body: { readonly [key: string]: unknown }) => body['attachments'] as readonly Attached[];
const messages = (): string => `${calls.channel()}/messages`;
const text = (name: string, content = name): File => new File([content], name, { type: 'text/plain' });
const served = async (url = ''): Promise<Response> =>
  fetch(`${discord.url}/local/media?url=${encodeURIComponent(url)}`);

it('a file is kept, and an edit keeps those that it lists and adds those that it brings', async () => {
  const body = { content: 'see', attachments: [{ id: '1', description: 'The second' }] };
  const { body: posted } = await calls.send('POST', messages(), body, [text('a.txt'), text('b.txt')]);
  const [first, second] = filesOf(posted);
  expect(posted['attachments']).toMatchObject([
    { filename: 'a.txt', size: 5, content_type: 'text/plain' },
    { filename: 'b.txt', description: 'The second' },
  ]);
  expect(first?.url).toBe(`https://cdn.discordapp.com/attachments/${discord.channels['news']}/${first?.id}/a.txt`);
  const kept = await served(first?.url);
  expect(await kept.text()).toBe('a.txt');
  // Nothing that a bot uploads may act as a page of this server.
  expect(kept.headers.get('content-disposition')).toContain('attachment');

  const path = `${messages()}/${posted.id}`;
  const { body: edited } = await calls.send('PATCH', path, { attachments: [{ id: second?.id }, { id: '0' }] }, [
    text('c.txt'),
  ]);
  expect(edited['attachments']).toMatchObject([{ filename: 'b.txt' }, { filename: 'c.txt' }]);
  expect(await (await served(first?.url)).text()).toContain('<svg');
  expect(await (await served(filesOf(edited)[1]?.url)).text()).toBe('c.txt');
});

it('a picture is shown where an embed or a component points to it, and not once more', async () => {
  const picture = new File([pixel], 'p.png', { type: 'image/png' });
  const { body } = await calls.send('POST', messages(), { embeds: [{ image: { url: 'attachment://p.png' } }] }, [
    picture,
  ]);
  expect(body).toMatchObject({
    attachments: [],
    embeds: [{ image: { url: expect.stringMatching(/^https:\/\/cdn\..*p\.png$/), width: 1, height: 1 } }],
  });
  const url = (body['embeds'] as { image: { url: string } }[])[0]?.image.url;
  expect((await served(url)).headers.get('content-type')).toBe('image/png');
  const { body: bare } = await calls.call('PATCH', `${messages()}/${body.id}`, { content: 'x', embeds: [] });
  expect(bare['attachments']).toMatchObject([{ filename: 'p.png', url }]);

  const gallery = { type: 12, items: [{ media: { url: 'attachment://p.png' } }] };
  const { body: modern } = await calls.send('POST', messages(), { flags: 1 << 15, components: [gallery] }, [picture]);
  expect(modern).toMatchObject({
    attachments: [],
    components: [{ items: [{ media: { url: expect.stringContaining('https://cdn.') } }] }],
  });
});

it('a file component tells the name and size of its file', async () => {
  const file = { type: 13, file: { url: 'attachment://a.txt' } };
  const body = { flags: 1 << 15, components: [{ type: 17, components: [file] }] };
  const { body: posted } = await calls.send('POST', messages(), body, [text('a.txt')]);
  expect(posted).toMatchObject({ components: [{ components: [{ type: 13, name: 'a.txt', size: 5 }] }] });
});

it('no file is larger than 10 MiB', async () => {
  const large = text('large.txt', 'x'.repeat(10 * 1024 * 1024 + 1));
  expect(await calls.send('POST', messages(), {}, [large])).toMatchObject({ status: 413, body: { code: 40005 } });
});

it('a message has ten files at most, those of an edit and those that it keeps together', async () => {
  const ten = Array.from({ length: 10 }, (_, at) => text(`${at}.txt`));
  const { status, body } = await calls.send('POST', messages(), {}, ten);
  expect(status).toBe(200);
  const path = `${messages()}/${body.id}`;
  const refused = { status: 400, body: { code: 30015 } };
  expect(await calls.send('PATCH', path, {}, [text('more.txt')])).toMatchObject(refused);
  const nine = filesOf(body)
    .slice(1)
    .map(({ id }) => ({ id }));
  expect(await calls.send('PATCH', path, { attachments: nine }, [text('more.txt')])).toMatchObject({ status: 200 });
});

it('a file goes with its message', async () => {
  const { body } = await calls.send('POST', messages(), { content: 'x' }, [text('a.txt')]);
  await calls.call('DELETE', `${messages()}/${body.id}`);
  expect(await (await served(filesOf(body)[0]?.url)).text()).toContain('<svg');
});

/** One pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

it('a file is spoken of by the number of its part, whatever its place', async () => {
  const form = new FormData();
  form.append('files[7]', text('late.txt'));
  form.append('files[2]', text('early.txt'));
  form.append('payload_json', JSON.stringify({ attachments: [{ id: 7, description: 'The late one' }] }));
  const headers = { authorization: `Bot ${discord.token}` };
  const response = await fetch(`${discord.apiUrl}/v10${messages()}`, { method: 'POST', headers, body: form });
  expect(await response.json()).toMatchObject({
    attachments: [{ filename: 'early.txt' }, { filename: 'late.txt', description: 'The late one' }],
  });
});
