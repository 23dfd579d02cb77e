import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { createFaultControl } from '../../src/local-discord/faults/control.ts';
import type { RequestFaultKind } from '../../src/local-discord/faults/fault.ts';
import { createFaults } from '../../src/local-discord/faults/faults.ts';
import { isUnanswered } from '../../src/local-discord/faults/middleware.ts';
import { createFaultPlan } from '../../src/local-discord/faults/plan.ts';
import { createSeeded } from '../../src/local-discord/faults/seeded.ts';
import { createSkewedClock } from '../../src/local-discord/faults/skewed-clock.ts';
import { createRequestLog } from '../../src/local-discord/rest/request-log.ts';
import { until } from '../support/until.ts';

const clock = () => createSkewedClock({ now: () => 1_000 });
const plan = (seed = 1) => createFaultPlan({ clock: clock(), random: createSeeded(seed) });
const post = { method: 'POST', path: '/channels/1/messages' };
const get = { method: 'GET', path: '/channels/1/messages' };

describe('a rule', () => {
  it('is used as often as it says, then the next one is, and all of it is seen', () => {
    const faults = plan();
    const changes: number[] = [];
    faults.subscribe(() => changes.push(faults.list().rules.length));
    const first = faults.add({ fault: { kind: 'drop' }, times: 2 });
    faults.add({ fault: { kind: '401' }, match: { method: 'GET' } });
    const kinds = [post, get, post, get, get].map((request) => faults.forRequest(request)?.kind);
    expect(kinds).toEqual(['drop', 'drop', undefined, '401', undefined]);
    expect(faults.list().rules).toMatchObject([
      { id: first, used: 2, times: 2, lastUsedAt: 1_000 },
      { used: 1, times: 1, match: { method: 'GET' } },
    ]);
    expect(faults.remove(first)).toBe(true);
    expect(faults.remove(first)).toBe(false);
    faults.clear();
    expect(faults.list()).toEqual({ rules: [], skewMs: 0 });
    expect(changes).toEqual([1, 2, 2, 2, 2, 1, 0]);
  });

  it.each<[string | RegExp, string, boolean]>([
    ['/channels/:channel/messages', '/channels/1/messages', true],
    ['/channels/1/messages', '/channels/1/messages', true],
    ['/channels/:channel/messages', '/channels//messages', false],
    ['/channels/:channel/messages', '/channels/1/messages/2', false],
    ['/channels/:channel', '/channels/1/messages', false],
    ['/channels/.*', '/channels/1', false],
    [/\/messages$/g, '/channels/1/messages', true],
    [/\/messages$/, '/channels/1/messages/2', false],
  ])('for %s takes %s: %s', (path, asked, taken) => {
    const faults = plan();
    faults.add({ match: { path }, fault: { kind: 'drop' }, times: 2 });
    const taking = [1, 2].map(() => faults.forRequest({ method: 'GET', path: asked }) !== undefined);
    expect(taking).toEqual([taken, taken]);
  });

  it('that happens sometimes happens to the same requests in every run', () => {
    const run = (seed: number): boolean[] => {
      const faults = plan(seed);
      faults.add({ fault: { kind: 'drop' }, times: 1_000, probability: 0.5 });
      return Array.from({ length: 200 }, () => faults.forRequest(post) !== undefined);
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    expect(run(1).filter(Boolean).length).toBeGreaterThan(70);
    expect(run(1).filter(Boolean).length).toBeLessThan(130);
  });

  it('is forgotten some time after it is spent, a living one never', () => {
    const faults = plan();
    const living = faults.add({ fault: { kind: 'gateway-refuse' } });
    for (let number = 0; number < 100; number++) {
      faults.add({ fault: { kind: 'drop' } });
      faults.forRequest(post);
    }
    const { rules } = faults.list();
    expect(rules.length).toBeLessThan(60);
    expect(rules[0]?.id).toBe(living);
    expect(rules.at(-1)?.id).toBe('101');
  });

  it('for requests leaves the gateway alone, and the other way round', () => {
    const faults = plan();
    faults.add({ fault: { kind: 'gateway-lose-event' }, match: { event: 'MESSAGE_CREATE' } });
    expect(faults.forRequest(post)).toBeUndefined();
    const lose = (event: string) => faults.forGateway((fault) => fault.kind === 'gateway-lose-event', event)?.kind;
    expect(['MESSAGE_DELETE', 'MESSAGE_CREATE', 'MESSAGE_CREATE'].map(lose)).toEqual([
      undefined,
      'gateway-lose-event',
      undefined,
    ]);
  });
});

describe('a storm', () => {
  const rates = { '500-after': 0.2, 'hang-before': 0.1, slow: 0.1 };
  const run = (seed: number, rule = false): (RequestFaultKind | undefined)[] => {
    const faults = plan();
    faults.storm({ seed, rates });
    return Array.from({ length: 1_000 }, (_, number) => {
      if (rule && number === 10) faults.add({ fault: { kind: '401' } });
      return faults.forRequest(post)?.kind;
    });
  };

  it('does the same to the same requests, by its seed, about as often as it says', () => {
    const kinds = run(7);
    expect(kinds).toEqual(run(7));
    expect(kinds).not.toEqual(run(8));
    const count = (kind: RequestFaultKind) => kinds.filter((one) => one === kind).length;
    for (const [kind, rate] of Object.entries({ ...rates, drop: 0 }) as [RequestFaultKind, number][])
      expect(Math.abs(count(kind) - rate * 1_000), kind).toBeLessThan(40);
  });

  it('does the same to the others when a rule takes a request', () => {
    const [alone, disturbed] = [run(7), run(7, true)];
    expect(disturbed[10]).toBe('401');
    expect(disturbed.toSpliced(10, 1)).toEqual(alone.toSpliced(10, 1));
  });

  it('counts what it does, and ends', () => {
    const faults = plan();
    faults.storm({ seed: 1, rates: { drop: 1 } });
    faults.forRequest(post);
    expect(faults.list().storm).toEqual({ seed: 1, rates: { drop: 1 }, used: { drop: 1 } });
    faults.calm();
    expect(faults.forRequest(post)).toBeUndefined();
    expect(faults.list().storm).toBeUndefined();
  });
});

describe('an instruction as JSON', () => {
  const control = () => {
    const done: unknown[] = [];
    const gateway = {
      drop: (code = 0) => done.push(['drop', code]),
      reconnect: () => done.push(['reconnect']),
      invalidate: (resumable: boolean) => done.push(['invalidate', resumable]),
    };
    return { faults: createFaultControl(plan(), gateway), done };
  };

  it('is obeyed', () => {
    const { faults, done } = control();
    const match = { method: 'POST', path: '/channels/:channel/messages' };
    const rule = { match, fault: { kind: 'slow', delayMs: 50 }, times: 3, probability: 0.5 };
    expect(faults.obey({ do: 'add', rule })).toEqual({ result: 'done', id: '1' });
    // What is listed is what was said, and can be said again.
    const { id: _id, used: _used, ...listed } = JSON.parse(JSON.stringify(faults.list().rules[0]));
    expect(listed).toEqual(rule);
    expect(faults.obey({ do: 'add', rule: listed })).toMatchObject({ result: 'done' });
    expect(faults.obey({ do: 'remove', id: '2' })).toEqual({ result: 'done' });
    for (const order of [
      { do: 'storm', storm: { seed: 1, rates: { drop: 0.5 } } },
      { do: 'skew', ms: -5_000 },
      { do: 'drop' },
      { do: 'drop', code: 4009 },
      { do: 'reconnect' },
      { do: 'invalidate' },
      { do: 'invalidate', resumable: true },
    ])
      expect(faults.obey(order)).toEqual({ result: 'done' });
    expect(faults.list()).toMatchObject({ rules: [{ id: '1' }], storm: { seed: 1 }, skewMs: -5_000 });
    expect(done).toEqual([['drop', 4000], ['drop', 4009], ['reconnect'], ['invalidate', false], ['invalidate', true]]);
    faults.obey({ do: 'calm' });
    faults.obey({ do: 'clear' });
    expect(faults.list()).toEqual({ rules: [], skewMs: 0 });
  });

  it.each<[string, unknown]>([
    ['expected object', null],
    ["Expected 'add'", { do: 'explode' }],
    ['There is no rule 9', { do: 'remove', id: '9' }],
    ['fault.kind', { do: 'add', rule: { fault: { kind: 'none' } } }],
    ['Unrecognized key: "delayMs"', { do: 'add', rule: { fault: { kind: 'drop', delayMs: 1 } } }],
    ['A path is a route', { do: 'add', rule: { fault: { kind: 'drop' }, match: { path: { source: '(a+)+$' } } } }],
    ['A route begins with /', { do: 'add', rule: { fault: { kind: 'drop' }, match: { path: 'channels' } } }],
    ['drop is not about an event', { do: 'add', rule: { fault: { kind: 'drop' }, match: { event: 'READY' } } }],
    ['not about a request', { do: 'add', rule: { fault: { kind: 'gateway-refuse' }, match: { method: 'GET' } } }],
    ['times', { do: 'add', rule: { fault: { kind: 'drop' }, times: 0 } }],
    ['probability', { do: 'add', rule: { fault: { kind: 'drop' }, probability: 1.5 } }],
    ['delayMs', { do: 'add', rule: { fault: { kind: 'slow', delayMs: 1e12 } } }],
    ['The rates exceed 1', { do: 'storm', storm: { seed: 1, rates: { drop: 0.6, stall: 0.6 } } }],
    ['storm.rates', { do: 'storm', storm: { seed: 1, rates: { none: 0.1 } } }],
    ['ms', { do: 'skew', ms: 1e15 }],
    ['code', { do: 'drop', code: 1006 }],
  ])('is refused (%s) and changes nothing: %j', (why, json) => {
    const { faults, done } = control();
    expect(faults.obey(json)).toEqual({ result: 'refused', reason: expect.stringContaining(why) });
    expect(faults.list()).toEqual({ rules: [], skewMs: 0 });
    expect(done).toEqual([]);
  });
});

describe('a request that is kept waiting', () => {
  async function serve() {
    const waits: AbortSignal[] = [];
    const wait = (_ms: number, gone: AbortSignal) => {
      waits.push(gone);
      return new Promise<void>((resolve) => gone.addEventListener('abort', () => resolve()));
    };
    const faults = createFaults({ clock: clock(), wait });
    const log = createRequestLog({ now: () => 1_000, isUnanswered });
    const app = new Hono()
      .use('/api/*', log.middleware, faults.middleware)
      .get('/api/*', (context) => context.text('here'));
    const server = createAdaptorServer({ fetch: app.fetch }) as Server;
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v10/here`;
    const met = (count: number) =>
      until('the faults are met', () => faults.plan.list().rules.reduce((sum, rule) => sum + rule.used, 0) === count);
    return { faults, log, server, url, waits, met };
  }
  const ended = (server: Server) => new Promise<void>((closed) => server.close(() => closed()));
  const kinds = ['hang-before', 'hang-after', 'stall', 'slow'] as const;

  it('is let go when the server closes', async () => {
    const { faults, log, server, url, waits, met } = await serve();
    for (const kind of kinds) faults.plan.add({ fault: { kind } });
    const answers = kinds.map(() => fetch(url).then((response) => response.text()));
    await met(kinds.length);
    await until('one waits', () => waits.length === 1);
    faults.close();
    expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual(kinds.map(() => 'rejected'));
    await ended(server);
    await until('the wait is over', () => waits[0]?.aborted);
    const logged = await until('all are in the log', () => log.list().length === kinds.length && log.list());
    expect(logged.map(({ reason }) => reason).sort()).toEqual([...kinds].sort());
    expect(logged.find(({ reason }) => reason === 'hang-after')).not.toHaveProperty('status');
  });

  it('is let go when the client leaves: nothing goes on for it', async () => {
    const { faults, server, url, waits, met } = await serve();
    faults.plan.add({ fault: { kind: 'slow', delayMs: 600_000 } });
    const client = new AbortController();
    const answer = fetch(url, { signal: client.signal });
    await met(1);
    await until('it waits', () => waits.length === 1);
    client.abort();
    await expect(answer).rejects.toThrow();
    await until('the wait is over', () => waits[0]?.aborted);
    await ended(server);
  });
});
