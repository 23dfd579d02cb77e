import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, extname, join, sep } from 'node:path';
import { Hono } from 'hono';

/** The packages whose modules the page may import. */
const packages = [
  'lit',
  'lit-html',
  'lit-element',
  '@lit/context',
  '@lit/reactive-element',
  '@skyra/discord-components-core',
];

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ts': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
};

/**
 * Serves the page: its own files from `clientDir`, and the modules that they import out of the installed packages. All are
 * at addresses of this `edition`, for browsers to keep: a page of 200 modules opens again without asking for any of them.
 *
 * @param edition of the base64url alphabet; another one wherever a file may have changed
 */
export function createFileRoutes(clientDir: string, edition: string): Hono {
  const routes = new Hono();
  const stripped = new Map<string, string>();
  const homes = packageHomes();

  routes.get('/', async (context) => {
    const html = await read(join(clientDir, 'index.html'));
    if (html === undefined) return context.text('The page is not installed.', 404);
    const text = html.toString('utf8').replaceAll(/"\/(client|modules)\//g, `"/$1/${edition}/`);
    // A browser that went back to an old copy would ask for an edition that there is no more.
    context.header('Cache-Control', 'no-store');
    context.header('Content-Security-Policy', contentSecurityPolicy(text));
    return context.html(text);
  });

  routes.get(`/client/${edition}/*`, async (context) => {
    const path = decoded(context.req.path).slice(`/client/${edition}/`.length);
    const type = types[extname(path)];
    const file = below(clientDir, path);
    if (file === undefined || type === undefined || path === 'index.html') return context.notFound();
    const known = stripped.get(file);
    if (known !== undefined) return answer(known, type);
    const content = await read(file);
    if (content === undefined) return context.notFound();
    if (extname(path) !== '.ts') return answer(content, type);
    const script = stripTypeScriptTypes(content.toString('utf8'));
    // By the file and not by how it was asked for: there are more spellings than files.
    stripped.set(file, script);
    return answer(script, type);
  });

  routes.get(`/modules/${edition}/*`, async (context) => {
    const path = decoded(context.req.path).slice(`/modules/${edition}/`.length);
    const name = packages.find((one) => path.startsWith(`${one}/`));
    const home = name === undefined ? undefined : homes.get(name);
    const file = name === undefined || home === undefined ? undefined : below(home, path.slice(name.length + 1));
    if (file === undefined || extname(path) !== '.js') return context.notFound();
    const content = await read(file);
    return content === undefined ? context.notFound() : answer(content, types['.js'] ?? '');
  });

  return routes;
}

/**
 * Nothing from elsewhere, and of inline scripts only those that the page itself has (its import map): a card's text
 * that got out of its element could neither run nor call anywhere.
 */
function contentSecurityPolicy(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = inline.map(([, body = '']) => `'sha256-${createHash('sha256').update(body).digest('base64')}'`);
  return [
    "default-src 'self'",
    "img-src 'self' data:",
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    ["script-src 'self'", ...hashes].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Where a path below `root` leads; nothing when it leaves the root. */
function below(root: string, path: string): string | undefined {
  const file = join(root, path);
  return file.startsWith(root + sep) && !file.includes('\0') ? file : undefined;
}

/** A file's content, or nothing when there is no such file. */
async function read(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(String(error.code))
    )
      return undefined;
    throw error;
  }
}

function answer(content: string | Buffer, type: string): Response {
  const body = typeof content === 'string' ? content : new Uint8Array(content);
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Cache-Control': 'max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Where each package is installed. Those that only other packages depend on are found from those. */
function packageHomes(): Map<string, string> {
  const homes = new Map<string, string>();
  const searched = [import.meta.filename];
  for (const from of searched)
    for (const name of packages) {
      const home = homes.has(name) ? undefined : homeOf(name, from);
      if (home === undefined) continue;
      homes.set(name, home);
      searched.push(join(home, 'package.json'));
    }
  return homes;
}

function homeOf(name: string, from: string): string | undefined {
  for (const directory of createRequire(from).resolve.paths(name) ?? []) {
    const home = join(directory, name);
    if (isPackage(home)) return home;
  }
  return undefined;
}

function isPackage(home: string): boolean {
  try {
    return dirname(createRequire(join(home, 'package.json')).resolve('./package.json')) === home;
  } catch {
    return false;
  }
}
