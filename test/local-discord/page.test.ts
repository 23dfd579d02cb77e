import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenToPage } from '../support/event-stream.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { until } from '../support/until.ts';

let discord: LocalDiscordHarness;
const picture = fileURLToPath(new URL('../../seeds/pictures/circuit-courier-50x50.png', import.meta.url));

beforeAll(async () => {
  discord = await startLocalDiscord({
    pictures: (url) => ({ 'https://a.example/gone.png': `${picture}.png`, 'https://a.example/here.png': picture })[url],
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
    ['192.168.1.5:4747', 200],
    ['127.0.0.2', 200],
    ['[fe80::1]:4747', 200],
    ['evil.example', 421],
    ['192.168.1.5.evil.example', 421],
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

  it.each([
    ['cross-site', 'no-cors', 403],
    ['same-site', 'cors', 403],
    ['cross-site', 'navigate', 200],
    ['same-origin', 'cors', 200],
    ['none', 'navigate', 200],
  ])('what a browser asks for %s to %s is answered with %i', async (site, mode, status) => {
    const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode };
    expect((await raw('/local/state', { headers })).status).toBe(status);
  });
});

/** The page's text, and where its own files and its modules are: it names them by their edition. */
async function openPage(url: string): Promise<{ html: string; client: string; modules: string }> {
  const html = await (await fetch(url)).text();
  const [client = ''] = /\/client\/[\w-]+/.exec(html) ?? [];
  return { html, client, modules: client.replace('client', 'modules') };
}

describe('the page', () => {
  it('may load nothing from elsewhere and run no script but its own', async () => {
    const response = await fetch(discord.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]+'/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it('gets its TypeScript as JavaScript', async () => {
    const { client } = await openPage(discord.url);
    const response = await fetch(`${discord.url}${client}/main.ts`);
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  it('is kept by browsers, but only as long as this server runs', async () => {
    const { client, modules } = await openPage(discord.url);
    const kept = async (path: string) => (await fetch(discord.url + path)).headers.get('cache-control');
    expect(await kept(`${client}/main.ts`)).toContain('immutable');
    expect(await kept(`${modules}/lit/index.js`)).toContain('immutable');
    expect(await kept('/')).toBe('no-store');
    const next = await startLocalDiscord();
    expect((await openPage(next.url)).client).not.toBe(client);
    expect((await fetch(`${next.url}${client}/main.ts`)).status).toBe(404);
    await next.close();
  });

  it('is kept once, however the path of a file is spelled', async () => {
    const clientDir = await mkdtemp(join(tmpdir(), 'page-'));
    const other = await startLocalDiscord({ clientDir });
    await writeFile(join(clientDir, 'index.html'), '<script type="module" src="/client/a.ts"></script>');
    const { client } = await openPage(other.url);
    const script = async (path: string) => (await fetch(`${other.url}${client}/${path}`)).text();
    await writeFile(join(clientDir, 'a.ts'), 'export const a: string = "first";');
    const first = await script('a.ts');
    expect(first).toContain('"first"');
    await writeFile(join(clientDir, 'a.ts'), 'export const a: string = "second";');
    expect(await script('/a.ts')).toBe(first);
    await other.close();
    await rm(clientDir, { recursive: true });
  });

  it('gets every module that its import map names, and all that those import', async () => {
    const { html, client } = await openPage(discord.url);
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
    await visit(`${client}/main.ts`);
    expect([...seen].some((path) => path.includes('/@skyra/'))).toBe(true);
  });

  it.each([
    'client/../contract.ts',
    'client/%2e%2e/contract.ts',
    'client/..%2fcontract.ts',
    'client/tsconfig.json',
    'client/%00.ts',
    'modules/lit/../../package.json',
    'modules/lit/%2e%2e/ws/index.js',
    'modules/ws/index.js',
    'modules/lit/package.json',
    'modules/lit/nothing.js',
    'modules/%',
  ])('cannot reach %s', async (path) => {
    const { client, modules } = await openPage(discord.url);
    const asked = path.replace(/^client/, client).replace(/^modules/, modules);
    expect((await raw(asked)).status).toBe(404);
  });
});

describe('pictures', () => {
  it('that this machine has are served as they are', async () => {
    const response = await fetch(`${discord.url}/local/media?url=https://a.example/here.png`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(await readFile(picture));
  });

  it.each([
    ['https://www.evil.example/%3Cscript%3E.png', 'evil.example', '640 × 360'],
    ['not an address', 'no address', '640 × 360'],
    ['https://a.example/gone.png', 'a.example', '640 × 360'],
    ['https://a.example/gone.png?w=1200&h=630', 'a.example', '1200 × 630'],
  ])('%s, which this machine lacks, is drawn with its domain and size', async (url, name, size) => {
    const response = await fetch(`${discord.url}/local/media?url=${encodeURIComponent(url)}`);
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
    const drawn = await response.text();
    expect(drawn).toContain(`>${name}<`);
    expect(drawn).toContain(`>${size}<`);
    expect(drawn).not.toContain('script');
  });

  it('that are shown small are drawn in that room', async () => {
    const url = encodeURIComponent('https://a.example/1200x600.png');
    const drawn = await (await fetch(`${discord.url}/local/media?url=${url}&width=80&height=80`)).text();
    expect(drawn).toContain('width="80" height="40"');
    expect(drawn).toContain('>1200 × 600<');
    const odd = await (await fetch(`${discord.url}/local/media?url=${url}&width=1e9&height=%22%3E`)).text();
    expect(odd).toContain('width="1200" height="600"');
  });
});

describe('events', () => {
  it('tell of messages as they come, change and go, and of everything else to look again', async () => {
    const stream = await listenToPage(discord, discord.memberId);
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
