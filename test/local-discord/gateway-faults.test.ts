import { type Client, type ClientEvents, Events } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';
import { openSocket, type Socket } from '../support/gateway-socket.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { until } from '../support/until.ts';

const intents = { guilds: 1 << 0, guildMessages: 1 << 9 };

async function post(discord: LocalDiscordHarness, content: string): Promise<void> {
  const response = await fetch(`${discord.apiUrl}/v10/channels/${discord.channels['general']}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content }),
  });
  if (!response.ok) throw new Error(await response.text());
}

describe('a client of the gateway', () => {
  let discord: LocalDiscordHarness;
  /** Ends the waits that go on. */
  let waits: (() => void)[] = [];

  beforeAll(async () => {
    const wait = () => new Promise<void>((resolve) => waits.push(resolve));
    discord = await startLocalDiscord({ clock: { now: () => Date.now(), wait }, rateLimits: 'off' });
  });
  afterEach(() => {
    discord.control.faults.clear();
    waits = [];
  });
  afterAll(() => discord.close());

  async function identified(): Promise<Socket> {
    const client = openSocket(discord);
    await client.identify({ intents: intents.guilds | intents.guildMessages });
    await client.hears('GUILD_CREATE');
    return client;
  }
  async function resumed(client: Socket, seq: number): Promise<Socket> {
    const again = openSocket(discord);
    const session_id = Reflect.get(Object((await client.hears('READY')).d), 'session_id');
    await again.say({ op: 6, d: { token: discord.token, session_id, seq } });
    return again;
  }
  /** The messages that were heard, by their contents, and their places in the sequence after READY and the guild. */
  const messages = ({ heard }: Socket) =>
    heard.flatMap(({ t, s, d }) => (t === 'MESSAGE_CREATE' ? [[s, Reflect.get(Object(d), 'content')]] : []));

  it.each([1000, 4000, 4004, 4014])('is dropped with code %i', async (code) => {
    const client = await identified();
    discord.control.faults.drop(code);
    expect(await client.closed).toBe(code);
  });

  it('is dropped alone when its session is named', async () => {
    const [one, other] = [await identified(), await identified()];
    const id = String(Reflect.get(Object((await one.hears('READY')).d), 'session_id'));
    const order = { do: 'drop', code: 4000, session: id.slice(0, 6) };
    expect(discord.control.faults.obey(order)).toEqual({ result: 'done' });
    expect(await one.closed).toBe(4000);
    discord.control.faults.drop(4001);
    expect(await other.closed).toBe(4001);
  });

  it('that is asked to reconnect can resume', async () => {
    const client = await identified();
    discord.control.faults.reconnect();
    await client.hears(7);
    await client.close(4200);
    const again = await resumed(client, 2);
    await again.hears('RESUMED');
    await again.close(1000);
  });

  it.each([
    [true, 'RESUMED'],
    [false, 9],
  ])('whose session is invalid (resumable: %s) hears %s when it resumes', async (resumable, heard) => {
    const client = await identified();
    discord.control.faults.invalidate(resumable);
    expect(await client.hears(9)).toMatchObject({ d: resumable });
    await client.close(4000);
    const again = await resumed(client, 2);
    await again.hears(heard);
    await again.close(1000);
  });

  it('may identify anew on the same connection when its session is over', async () => {
    const client = await identified();
    discord.control.faults.invalidate(false);
    await client.hears(9);
    await client.identify();
    await until('it is ready again', () => client.heard.filter(({ t }) => t === 'READY').length === 2);
    await client.close(1000);
  });

  it('never gets a lost event, not by resuming either, and sees that one is missing', async () => {
    const client = await identified();
    discord.control.faults.add({ match: { event: 'MESSAGE_CREATE' }, fault: { kind: 'gateway-lose-event' }, times: 2 });
    for (const content of ['lost', 'lost too', 'heard']) await post(discord, content);
    await until('a message is heard', () => messages(client).length > 0);
    const [[place] = []] = messages(client);
    expect(messages(client)).toEqual([[place, 'heard']]);
    await client.close(4000);
    const again = await resumed(client, 2);
    await again.hears('RESUMED');
    expect(messages(again)).toEqual(messages(client));
    expect(place).toBeGreaterThanOrEqual(5);
    await again.close(1000);
  });

  it('gets a delayed event after those that overtake it', async () => {
    const client = await identified();
    discord.control.faults.add({ match: { event: 'MESSAGE_CREATE' }, fault: { kind: 'gateway-delay-event' } });
    await post(discord, 'late');
    await post(discord, 'early');
    await until('one is heard', () => messages(client).length === 1);
    for (const over of waits) over();
    await until('both are heard', () => messages(client).length === 2);
    expect(messages(client).map(([, content]) => content)).toEqual(['early', 'late']);
    await client.close(1000);
  });

  it('is refused as often as is said, then let in', async () => {
    discord.control.faults.add({ fault: { kind: 'gateway-refuse' }, times: 2 });
    for (const client of [openSocket(discord), openSocket(discord)]) expect(String(await client.failed)).toMatch(/503/);
    await (await identified()).close(1000);
  });

  it('waits for a slow READY; when it leaves before, it never had a session', async () => {
    discord.control.faults.add({ fault: { kind: 'gateway-slow-ready' }, times: 2 });
    const [patient, impatient] = [openSocket(discord), openSocket(discord)];
    await Promise.all([patient.identify(), impatient.identify()]);
    await until('both wait', () => waits.length === 2);
    await impatient.close(4000);
    await patient.say({ op: 1, d: null });
    await patient.hears(11);
    expect(patient.heard.map(({ t }) => t)).not.toContain('READY');
    expect((await discord.state()).bot.online).toBe(false);
    for (const over of waits) over();
    await patient.hears('READY');
    await patient.close(1000);
    await until('nobody is left', async () => !(await discord.state()).bot.online);
  });

  it('waits in vain for the answer to a heartbeat, but only for this one', async () => {
    const client = await identified();
    discord.control.faults.add({ fault: { kind: 'gateway-ignore-heartbeat' } });
    await client.say({ op: 1, d: null });
    await client.say({ op: 1, d: null });
    await client.hears(11);
    // What is sent now comes after every answer.
    await post(discord, 'afterwards');
    await client.hears('MESSAGE_CREATE');
    expect(client.heard.filter(({ op }) => op === 11)).toHaveLength(1);
    await client.close(1000);
  });
});

describe.concurrent("discord.js' own client survives", () => {
  /** Resolves when the event has happened. */
  const happens = (client: Client, event: keyof ClientEvents) =>
    new Promise<void>((resolve) => client.once(event, () => resolve()));

  it.for<[string, keyof ClientEvents, (discord: LocalDiscordHarness) => void]>([
    ['a dropped connection', Events.ShardResume, ({ control }) => control.faults.drop(4000)],
    ['op 7', Events.ShardResume, ({ control }) => control.faults.reconnect()],
    ['op 9 that lets it resume', Events.ShardResume, ({ control }) => control.faults.invalidate(true)],
    ['op 9 that does not', Events.ShardReady, ({ control }) => control.faults.invalidate(false)],
    [
      'a connection that no longer answers heartbeats',
      Events.ShardResume,
      ({ control }) => control.faults.add({ fault: { kind: 'gateway-ignore-heartbeat' } }),
    ],
    [
      'a gateway that refuses it twice',
      Events.ShardResume,
      ({ control }) => {
        control.faults.add({ fault: { kind: 'gateway-refuse' }, times: 2 });
        control.faults.drop();
      },
    ],
  ])('%s', { timeout: 30_000 }, async ([, comesBack, disturb], { expect }) => {
    const discord = await startLocalDiscord({ heartbeatMs: 1_000 });
    const client = await connect(discord, { intents: ['Guilds', 'GuildMessages'] });
    client.on(Events.Error, () => undefined);
    client.on(Events.ShardError, () => undefined);
    const contents: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => contents.push(content));
    const back = happens(client, comesBack);
    disturb(discord);
    await back;
    await post(discord, 'are you there?');
    await until('the message is heard', () => contents.includes('are you there?'));
    expect(contents).toEqual(['are you there?']);
    expect(discord.control.faults.list().rules.every(({ used, times }) => used === times)).toBe(true);
    await client.destroy();
    await discord.close();
  });
});
