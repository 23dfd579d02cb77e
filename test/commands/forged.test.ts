import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock, systemRandom } from '../../src/clock.ts';
import { createDiscordConnection, type DiscordConnection } from '../../src/discord/connection.ts';
import { createDispatcher } from '../../src/discord/dispatch.ts';
import { loadCommands } from '../../src/discord/load-commands.ts';
import type { MessageBody } from '../../src/discord/message-body.ts';
import { everything } from '../../src/news/feed.ts';
import { anArticle } from '../support/builders.ts';
import { createFakeDesk, type FakeDesk } from '../support/fake-desk.ts';
import { createTestLog } from '../support/log.ts';
import { createMemory } from '../support/memory.ts';
import { refusals } from '../support/message-check.ts';
import { botId, channelId, guildId, type ScriptedDiscord, startScriptedDiscord } from '../support/scripted-discord.ts';
import { until } from '../support/until.ts';

const reader = '900000000000000200';
const manageServer = String(1n << 5n);
const draft = anArticle({ id: 'draft', title: 'Under embargo', published: false });
const early = anArticle({ id: 'early', title: 'Under embargo until then', publishedAt: Date.now() + 3_600_000 });
const elsewhere = '900000000000000777';

let discord: ScriptedDiscord;
let connection: DiscordConnection;
let desk: FakeDesk;
const log = createTestLog();
let asked = 0;

beforeAll(async () => {
  discord = await startScriptedDiscord({});
  desk = createFakeDesk([anArticle({ id: 'story', title: 'A story', topics: ['AI'] }), draft, early]);
  await desk.openFeed({ channelId: elsewhere, guildId: '900000000000000666', rules: everything, catchUp: 0 });
  const commands = await loadCommands(new URL('../../commands/', import.meta.url));
  const context = { desk, clock: systemClock, commands: [] };
  const dispatcher = createDispatcher({ commands, context, log, clock: systemClock });
  connection = createDiscordConnection({
    ...{ token: 'token', apiUrl: discord.apiUrl, log, clock: systemClock, random: systemRandom },
    remembered: createMemory(),
    onInteraction: (interaction) => void dispatcher.handle(interaction),
    onFatal: (error) => log.error({ error }, 'fatal'),
  });
  await connection.start(new AbortController().signal);
});

afterAll(async () => {
  await connection.stop();
  await discord.close();
});

interface Reply {
  readonly type: number;
  readonly data?: MessageBody & { readonly choices?: unknown[]; readonly flags?: number };
}

/** The one answer that the bot gives to an interaction that no client of Discord's would send. */
async function answerTo(type: 2 | 3 | 4, data: object, permissions = '0'): Promise<Reply> {
  asked += 1;
  const token = `interaction-${asked}`;
  discord.dispatch('INTERACTION_CREATE', {
    ...{ id: String(BigInt(Date.now() - 1_420_070_400_000 + asked) << 22n), type, token, version: 1, data },
    ...{ application_id: botId, guild_id: guildId, channel_id: channelId, channel: { id: channelId, type: 0 } },
    ...(type === 3 && { message: { id: '900000000000000555', channel_id: channelId, author: { id: botId } } }),
    ...{ app_permissions: '0', entitlements: [], authorizing_integration_owners: {} },
    member: { user: { id: reader, username: 'reader' }, permissions, roles: [] },
  });
  const answers = () => discord.requests.filter(({ path }) => path.includes(`/${token}/`));
  await until('it is answered', () => answers().length > 0);
  expect(answers()).toHaveLength(1);
  return answers()[0]?.body as Reply;
}

const command = (name: string, options: readonly object[] = []) => ({ id: '1', name, type: 1, options });
const sub = (name: string, ...options: readonly object[]) => ({ name, type: 1, options });
const button = (customId: string) => ({ custom_id: customId, component_type: 2 });
const menu = (customId: string, ...values: readonly unknown[]) => ({ custom_id: customId, component_type: 3, values });

it.each<[string, object]>(
  [
    ...['__proto__', 'constructor:x', 'toString:1', ':', 'news', 'feed', 'news:__proto__', 'news:1.zzzz.h--....'].map(
      button,
    ),
    ...['saved:add:__proto__', 'saved:add:draft', 'saved:list:-1', 'saved:list:1e3', 'saved:list:٣', 'saved:x:1'].map(
      button,
    ),
    ...['topics:', 'topics:9999999', 'topics:0x10', 'topics:\ud800\u0000', `news:${'9'.repeat(5000)}`].map(button),
    ...['draft', 'early', '__proto__', '~draft', '', '../../etc/passwd', 'x'.repeat(5000)].map((id) =>
      menu('saved:pick:', id),
    ),
    menu('saved:pick:1.0.h--....'),
    menu('saved:pick:1.0.h--....', 5, { toString: 1 }),
    button('saved:pick:story'),
  ].map((data) => [JSON.stringify(data).slice(0, 60), data]),
)('a press that nobody could make changes and tells nothing: %s', async (_, data) => {
  const { type, data: answer } = await answerTo(3, data);
  expect([4, 7]).toContain(type);
  expect(refusals(answer ?? {})).toEqual([]);
  expect(JSON.stringify(answer)).not.toMatch(/embargo|root:/);
  expect((await desk.saved(reader, { offset: 0, limit: 10 })).total).toBe(0);
});

it('the buttons and subcommands of /feed ask for the right at each use', async () => {
  for (const action of ['add', 'list', 'remove', '__proto__'])
    expect((await answerTo(2, command('feed', [sub(action)]))).data?.content).toContain('**Manage Server**');
  expect(await answerTo(3, button('feed:list:0'))).toMatchObject({ type: 4, data: { flags: 64 } });
  expect(await desk.feeds()).toHaveLength(1);
});

it('another server’s channel cannot be given a feed, and its feed neither be seen nor removed', async () => {
  const option = { name: 'channel', type: 7, value: elsewhere };
  const resolved = { channels: { [elsewhere]: { id: elsewhere, type: 0, guild_id: '900000000000000666', name: 'x' } } };
  for (const action of ['add', 'remove', 'list']) {
    const data = { ...command('feed', [sub(action, ...(action === 'list' ? [] : [option]))]), resolved };
    const { data: answer } = await answerTo(2, data, manageServer);
    expect(refusals(answer ?? {})).toEqual([]);
  }
  expect(await desk.feeds()).toMatchObject([{ channelId: elsewhere, rules: everything }]);
});

it.each<[string, unknown]>([
  ['a number', 5],
  ['an object', { toString: 'x' }],
  ['a long text', 'x,'.repeat(50_000)],
  ['half a character and controls', '\ud800\u0000\u202e\u001b[2J, @everyone'],
  ['names of an object’s parts', '__proto__,constructor,toString'],
  ['nothing', ''],
])('options that hold %s are answered in a form that Discord takes', async (_, value) => {
  const text = (name: string) => ({ name, type: 3, value });
  const add = sub('add', text('topics'), text('providers'), text('type'), { name: 'min-heat', type: 4, value: 1e300 });
  const options = ['topic', 'search', 'provider', 'since', 'type', 'sort'].map(text);
  const uses = [
    command('news', [...options, { name: 'min-heat', type: 4, value: -1 / 3 }]),
    command('feed', [add]),
    command('saved', [sub('remove', text('story'))]),
  ];
  for (const data of uses) {
    const { type, data: answer } = await answerTo(2, data, manageServer);
    expect([type, refusals(answer ?? {})]).toEqual([4, []]);
    expect(JSON.stringify(answer)).not.toContain('@everyone');
  }
  for (const [name, option] of [
    ['news', 'topic'],
    ['news', 'provider'],
  ] as const) {
    const typed = { ...text(option), focused: true };
    const { type, data: answer } = await answerTo(4, command(name, [typed]));
    expect([type, Array.isArray(answer?.choices)]).toEqual([8, true]);
  }
});
