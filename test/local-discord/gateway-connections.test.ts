import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningGateway, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

let gateway: RunningGateway;
beforeEach(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.close());

it('a client that reads nothing is let go, and no other', async () => {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/gateway?v=10&encoding=json`);
  await new Promise((opened) => socket.once('open', opened));
  socket.send(JSON.stringify({ op: 2, d: { token: gateway.token, intents: 513, properties: {} } }));
  await until('it has a session', () => gateway.gateway.sessions().length === 1);
  socket.pause();
  await gateway.ready();

  const [session] = gateway.gateway.sessions();
  const content = 'x'.repeat(4 * 1024 * 1024);
  for (let posted = 0; posted < 50 && session?.lostAt === undefined; posted += 1) {
    gateway.postAsOwner(gateway.general.id, { author: gateway.state.bot(), content });
    await setImmediate();
  }
  expect(session?.lostAt).toBeDefined();
  expect(gateway.gateway.sessions()).toContainEqual(expect.objectContaining({ lostAt: undefined }));
  socket.terminate();
});

it('a connection that was left behind takes nothing from the one that has resumed its session', async () => {
  const first = await gateway.ready();
  const { session_id } = (await first.hears('READY')).d as { session_id: string };
  const resume = { op: 6, d: { token: gateway.token, session_id, seq: 1 } };
  const second = gateway.open();
  await second.say(resume);
  await second.hears('RESUMED');
  await second.close(4000);
  await until('the server knows', () => gateway.gateway.sessions()[0]?.lostAt !== undefined);
  await first.close(1000);

  const third = gateway.open();
  await third.say(resume);
  expect(await Promise.race([third.hears('RESUMED'), third.hears(9)])).toMatchObject({ t: 'RESUMED' });
});
