import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { WebSocketServer } from 'ws';
import * as z from 'zod';
import { reportToParent } from './report.ts';

/** What a server of these libraries costs before it does anything: the yardstick of the local Discord. */
const answer = z.object({ url: z.string() });
const app = new Hono().get('/', (context) => context.json(answer.parse({ url: 'ws://127.0.0.1' })));
const server = createServer(getRequestListener(app.fetch));
new WebSocketServer({ server });
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}/`);
  reportToParent();
});
