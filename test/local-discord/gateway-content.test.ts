import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { intent } from '../../src/local-discord/gateway/intents.ts';
import type { Message } from '../../src/local-discord/state/model.ts';
import { type RunningGateway, startGateway } from '../support/gateway.ts';

// Discord's documentation, "Message Content Intent" and "HTTP Restrictions".
const written = {
  content: 'said by a person',
  embeds: [{ type: 'rich', title: 'a title' }],
  components: [{ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: 'x' }] }],
  attachments: [
    { id: '1', filename: 'a.txt', size: 1, content_type: 'text/plain', url: 'http://a', proxy_url: 'http://a' },
  ],
} as const satisfies Partial<Message>;
const withheld = { content: '', embeds: [], components: [], attachments: [] };

let without: RunningGateway;
let allowed: RunningGateway;

beforeAll(async () => {
  without = await startGateway();
  allowed = await startGateway({ privilegedIntents: ['MESSAGE_CONTENT'] });
});
afterAll(() => Promise.all([without.close(), allowed.close()]));

const seesMessages = intent.guilds | intent.guildMessages | intent.directMessages;

/** What a client hears of a message that is posted and edited, and what REST shows of it. */
async function seen(running: RunningGateway, intents: number, channelId: string, message: Partial<Message>) {
  const client = await running.ready({ intents });
  const posted = running.postAsOwner(channelId, message);
  running.state.messages.edit(posted);
  await client.caughtUp();
  await client.close(1000);
  const told = (name: string) => client.heard.find(({ t }) => t === name)?.d;
  return {
    created: told('MESSAGE_CREATE'),
    updated: told('MESSAGE_UPDATE'),
    one: (await running.get(`/channels/${channelId}/messages/${posted.id}`)).body,
    list: (await running.get(`/channels/${channelId}/messages?limit=1`)).body,
  };
}
const everywhere = (content: object) => ({ created: content, updated: content, one: content, list: [content] });

describe('an application without the intent for content reads', () => {
  it("nothing of a person's message, on the gateway or by REST", async () => {
    expect(await seen(without, seesMessages, without.general.id, written)).toMatchObject(everywhere(withheld));
  });

  it('a message that mentions its bot', async () => {
    const mentions = [without.state.bot()];
    expect(await seen(without, seesMessages, without.general.id, { ...written, mentions })).toMatchObject(
      everywhere(written),
    );
  });

  it('its own message', async () => {
    const message = { ...written, author: without.state.bot() };
    expect(await seen(without, seesMessages, without.general.id, message)).toMatchObject(everywhere(written));
  });

  it('what its webhook has posted', async () => {
    const message = { ...written, application_id: without.state.identity.botId };
    expect(await seen(without, seesMessages, without.general.id, message)).toMatchObject(everywhere(written));
  });

  it('a conversation with its bot', async () => {
    const owner = without.state.user(without.state.identity.ownerId);
    if (owner === undefined) throw new Error('There is no owner.');
    const channel = without.state.channels.openDirect(without.state.ids.next(), owner);
    expect(await seen(without, seesMessages, channel.id, written)).toMatchObject(everywhere(written));
  });

  it('a reply to it, but not the message of another that a reply of its own is about', async () => {
    const { general, state } = without;
    const about = without.postAsOwner(general.id, written);
    const message_reference = { type: 0, message_id: about.id, channel_id: general.id } as const;
    const reply = { ...written, type: 19, author: state.bot(), message_reference };
    expect(await seen(without, seesMessages, general.id, reply)).toMatchObject(
      everywhere({ ...written, referenced_message: withheld }),
    );
  });

  it('nothing of pinned messages', async () => {
    const { id, channel_id } = without.postAsOwner(without.general.id, written);
    without.state.pins.add(channel_id, id, without.state.now());
    const { body } = await without.get(`/channels/${channel_id}/messages/pins`);
    expect(body).toMatchObject({ items: [{ message: { id, ...withheld } }] });
  });
});

describe('an application with the intent for content', () => {
  it('reads everything if it asks for it', async () => {
    const intents = seesMessages | intent.messageContent;
    expect(await seen(allowed, intents, allowed.general.id, written)).toMatchObject(everywhere(written));
  });

  it('reads everything by REST though it does not ask the gateway for it', async () => {
    expect(await seen(allowed, seesMessages, allowed.general.id, written)).toMatchObject({
      ...everywhere(written),
      created: withheld,
      updated: withheld,
    });
  });

  it('carries the flag for it', async () => {
    const flags = 1 << 19;
    expect((await allowed.get('/applications/@me')).body).toMatchObject({ flags });
    const client = await allowed.ready();
    expect(await client.hears('READY')).toMatchObject({ d: { application: { flags } } });
    await client.close(1000);
  });
});
