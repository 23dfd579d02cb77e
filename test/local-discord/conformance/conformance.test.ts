import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalDiscord } from '../../support/local-discord.ts';
import { commandRows } from './command-rows.ts';
import { componentRows } from './component-rows.ts';
import { embedRows } from './embed-rows.ts';
import { interactionRows } from './interaction-rows.ts';
import { messageRows } from './message-rows.ts';
import { placeRows } from './place-rows.ts';
import { reactionRows } from './reaction-rows.ts';
import type { Row, Scene } from './row.ts';
import { problemsIn, sceneOn } from './scene.ts';
import { threadRows } from './thread-rows.ts';
import { webhookRows } from './webhook-rows.ts';

const tables: Readonly<Record<string, readonly Row[]>> = {
  messages: messageRows,
  embeds: embedRows,
  components: componentRows,
  commands: commandRows,
  interactions: interactionRows,
  'places and rights': placeRows,
  'threads and forums': threadRows,
  webhooks: webhookRows,
  'what hangs on messages': reactionRows,
};

describe.each(Object.entries(tables))('what Discord prescribes for %s', (_name, rows) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await sceneOn(await startLocalDiscord({ rateLimits: 'off' }));
  });
  afterAll(() => scene.discord.close());

  it.each(rows.map((row) => [row.what, row.source, row] as const))(
    '%s (%s)',
    async (_what, _source, { ask, answer }) => {
      const { status, body } = await scene.send(await ask(scene));
      const { code, errors } = answer;
      expect({ status, ...(code !== undefined && { code: (body as { code?: number }).code }) }).toEqual({
        status: answer.status,
        ...(code !== undefined && { code }),
      });
      if (errors !== undefined) expect(problemsIn(body)).toEqual(errors);
      if (answer.body !== undefined) expect(body).toMatchObject(answer.body as object);
    },
  );
});

it('the tables have at least 150 rows, and no row twice', () => {
  const rows = Object.values(tables).flat();
  expect(rows.length).toBeGreaterThanOrEqual(150);
  expect(new Set(rows.map(({ what }) => what)).size).toBe(rows.length);
});
