import { Hono } from 'hono';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { streamEvents } from '../../../src/local-discord/page/events.ts';
import type { State } from '../../../src/local-discord/state/state.ts';
import { openTestState } from '../../support/open-state.ts';

let state: State;
let told: Response;
beforeEach(async () => {
  state = openTestState();
  told = await new Hono().get('/', (context) => streamEvents(context, state, state.bot())).request('/');
});
afterEach(() => state.close());

const messageIsGone = (id: string): void => {
  const [channel] = state.channels.of(state.identity.guildId);
  state.events.publish({ t: 'MESSAGE_DELETE', d: { id, channel_id: channel?.id ?? '' } });
};

it('a page that does not read what it is told is cut off, so that it does not fill the memory', async () => {
  const events = 5000;
  for (let event = 0; event < events; event++) messageIsGone(String(event));
  // A stream that is still open would never have been read to its end.
  expect((await told.text()).split('\n\n').length).toBeLessThan(events);
});

it('a burst of changes is one more look at everything, after the last of them', async () => {
  for (let change = 0; change < 500; change++) state.events.publish({ t: 'COMMANDS', d: null });
  messageIsGone('1');
  let text = '';
  const events = () => [...text.matchAll(/"t":"(\w+)"/g)].map(([, name]) => name);
  for await (const chunk of told.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    if (events().length === 3) break;
  }
  expect(events()).toEqual(['STATE', 'MESSAGE_DELETE', 'STATE']);
});
