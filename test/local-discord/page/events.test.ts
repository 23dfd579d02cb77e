import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { streamEvents } from '../../../src/local-discord/page/events.ts';
import { openState } from '../../../src/local-discord/state/state.ts';

it('a page that does not read what it is told is cut off, so that it does not fill the memory', async () => {
  const state = openState({
    dataFile: ':memory:',
    clock: { now: () => Date.UTC(2026, 10, 20) },
    random: { id: () => 'x'.repeat(16) },
    world: { bot: { username: 'Bot' }, people: ['owner'], guilds: [{ name: 'Guild', owner: 'owner', channels: [] }] },
    nonceWindowMs: 1000,
  });
  const app = new Hono().get('/', (context) => streamEvents(context, state, state.bot()));
  const response = await app.request('/');
  const events = 5000;
  for (let event = 0; event < events; event++) state.events.publish({ t: 'COMMANDS', d: null });

  // A stream that is still open would never have been read to its end.
  const told = (await response.text()).split('\n\n');
  expect(told.length).toBeLessThan(events);
  state.close();
});
