import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageEvent } from '../../src/local-discord/page/contract.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { until } from '../support/until.ts';

let discord: LocalDiscordHarness;
const picture = fileURLToPath(new URL('../../src/local-discord/page/client/icon.svg', import.meta.url));

beforeAll(async () => {
  discord = await startLocalDiscord({
    pictures: (url) => (url === 'https://a.example/here.png' ? picture.replace('.svg', '.png') : undefined),
  });
});
afterAll(() => discord.close());

/** A request with exactly this path and these headers; fetch would mend them. */
function raw(path: string, { method = 'GET', headers = {} } = {}): Promise<{ status: number; body: string }> {
  const { port } = new URL(discord.url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? '{}' : undefined);
  });
}

describe('only this machine drives it', () => {
  it.each([
    ['localhost', 200],
    ['localhost:4747', 200],
    ['127.0.0.1:1', 200],
    ['[::1]:4747', 200],
    ['evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['0.0.0.0', 421],
  ])('a request for the host %s is answered with %i', async (host, status) => {
    expect((await raw('/local/state', { headers: { host } })).status).toBe(status);
    if (status === 421) expect((await raw('/api/v10/gateway', { headers: { host } })).status).toBe(421);
  });

  it.each([
    ['https://evil.example', 403],
    ['null', 403],
    ['http://localhost:1', 403],
    ['http://localhost:4747', 400],
  ])('a post from %s is answered with %i', async (origin, status) => {
    const headers = { host: 'localhost:4747', origin };
    expect((await raw('/local/interactions', { method: 'POST', headers })).status).toBe(status);
  });
});

describe('the page', () => {
  it('may load nothing from elsewhere and run no script but its own', async () => {
    const response = await fetch(discord.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]+'/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it('gets its TypeScript as JavaScript', async () => {
    const response = await fetch(`${discord.url}/client/main.ts`);
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  it('gets every module that its import map names, and all that those import', async () => {
    const html = await (await fetch(discord.url)).text();
    const [, map = '{}'] = /<script type="importmap">([\s\S]*?)<\/script>/.exec(html) ?? [];
    const { imports } = JSON.parse(map) as { imports: Record<string, string> };
    const resolve = (specifier: string, from: string): string => {
      if (/^[./]/.test(specifier)) return new URL(specifier, new URL(from, discord.url)).pathname;
      const key = Object.keys(imports)
        .filter((one) => one === specifier || (one.endsWith('/') && specifier.startsWith(one)))
        .sort((a, b) => b.length - a.length)[0];
      if (key === undefined) throw new Error(`${from} imports ${specifier}, which the import map does not have.`);
      return imports[key] + specifier.slice(key.length);
    };
    const seen = new Set<string>();
    const visit = async (path: string): Promise<void> => {
      if (seen.has(path)) return;
      seen.add(path);
      const response = await fetch(discord.url + path);
      expect([path, response.status]).toEqual([path, 200]);
      const code = (await response.text()).replace(/\/\*[\s\S]*?\*\//g, '');
      const imported = code.matchAll(/\b(?:from|import) ?["']([\w@./-]+)["']/g);
      for (const [, specifier = ''] of imported) await visit(resolve(specifier, path));
    };
    await visit('/client/main.ts');
    expect([...seen].some((path) => path.startsWith('/modules/@skyra/'))).toBe(true);
  });

  it.each([
    '/client/../contract.ts',
    '/client/%2e%2e/contract.ts',
    '/client/..%2fcontract.ts',
    '/client/tsconfig.json',
    '/client/%00.ts',
    '/modules/lit/../../package.json',
    '/modules/lit/%2e%2e/ws/index.js',
    '/modules/ws/index.js',
    '/modules/lit/package.json',
    '/modules/lit/nothing.js',
    '/modules/%',
  ])('cannot reach %s', async (path) => {
    expect((await raw(path)).status).toBe(404);
  });
});

describe('pictures', () => {
  it.each([
    ['https://www.evil.example/%3Cscript%3E.png', 'evil.example'],
    ['not an address', 'no address'],
    ['https://a.example/here.png', 'a.example'],
  ])('%s, which this machine lacks, is drawn', async (url, name) => {
    const response = await fetch(`${discord.url}/local/media?url=${encodeURIComponent(url)}`);
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
    const drawn = await response.text();
    expect(drawn).toContain(`>${name}<`);
    expect(drawn).not.toContain('script');
  });
});

describe('events', () => {
  async function listen(viewer: string) {
    const stop = new AbortController();
    const response = await fetch(`${discord.url}/local/events?viewer=${viewer}`, { signal: stop.signal });
    const events: PageEvent[] = [];
    const reading = (async () => {
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString('utf8');
        for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
          if (text.startsWith('data: ')) events.push(JSON.parse(text.slice(6, end)));
          text = text.slice(end + 2);
        }
      }
    })().catch(() => undefined);
    await until('the stream has begun', () => events.length > 0);
    return {
      events,
      close() {
        stop.abort();
        return reading;
      },
    };
  }

  it('tell of messages as they come, change and go, and of everything else to look again', async () => {
    const stream = await listen(discord.memberId);
    const channel = `${discord.apiUrl}/v10/channels/${discord.channels['news']}/messages`;
    const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' };
    const body = (content: string) => JSON.stringify({ content });
    const posted = await (await fetch(channel, { method: 'POST', headers, body: body('one') })).json();
    const id = String(Reflect.get(Object(posted), 'id'));
    await fetch(`${channel}/${id}`, { method: 'PATCH', headers, body: body('two') });
    await fetch(`${channel}/${id}`, { method: 'DELETE', headers });
    await discord.deleteChannel(discord.channels['ai'] ?? '');
    await until('all was told', () => stream.events.length >= 5);
    expect(stream.events).toMatchObject([
      { t: 'STATE' },
      { t: 'MESSAGE_CREATE', d: { id, content: 'one', embeds: [], components: [] } },
      { t: 'MESSAGE_UPDATE', d: { id, content: 'two' } },
      { t: 'MESSAGE_DELETE', d: { id, channel_id: discord.channels['news'] } },
      { t: 'STATE', d: null },
    ]);
    await stream.close();
  });

  it('and everything else are for people who exist', async () => {
    expect((await raw('/local/events?viewer=1')).status).toBe(404);
    expect((await raw(`/local/state?viewer=${discord.botId}`)).status).toBe(404);
    expect((await raw('/local/channels/1/messages')).status).toBe(404);
  });
});
