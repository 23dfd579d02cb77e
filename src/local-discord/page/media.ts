import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { StoredFile } from '../state/files.ts';

const types: Readonly<Record<string, string>> = {
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

/** The path of the picture at an address, if this machine has it. */
export type Pictures = (url: string) => string | undefined;

/** The file that came with a message, by the id of its attachment. */
export type AttachedFiles = (attachmentId: string) => StoredFile | undefined;

/**
 * Answers with a picture or an attached file, or with a drawing that says whose picture it would be. Nothing is fetched
 * from elsewhere.
 */
export async function servePicture(url: string, pictures: Pictures, files: AttachedFiles): Promise<Response> {
  const [, attachmentId] = attachmentUrl.exec(url) ?? [];
  const file = attachmentId === undefined ? undefined : files(attachmentId);
  if (file !== undefined) return serveFile(file);
  const path = URL.canParse(url) ? pictures(url) : undefined;
  const type = path === undefined ? undefined : types[extname(path).toLowerCase()];
  if (path !== undefined && type !== undefined) {
    try {
      return answer(new Uint8Array(await readFile(path)), type);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return answer(placeholder(URL.canParse(url) ? new URL(url).hostname : 'no address'), 'image/svg+xml');
}

/** An address as Discord gives it to a file of a message. */
const attachmentUrl = /^https:\/\/(?:cdn\.discordapp\.com|media\.discordapp\.net)\/attachments\/\d+\/(\d+)\//;

/** What a browser may show by itself; anything else it may only save. */
function serveFile({ filename, contentType, bytes }: StoredFile): Response {
  const response = answer(
    new Uint8Array(bytes),
    harmless.includes(contentType) ? contentType : 'application/octet-stream',
  );
  if (!harmless.includes(contentType))
    response.headers.set('Content-Disposition', `attachment; filename="${filename.replace(/[^\w.-]/g, '_')}"`);
  return response;
}

const harmless: readonly string[] = Object.values(types);

function answer(body: string | Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Cache-Control': 'max-age=3600',
      'X-Content-Type-Options': 'nosniff',
      // A drawing opened by itself is a document: it must not be able to run anything.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
  });
}

/** A drawing with a colour of its own for each name, so that two providers can be told apart. */
function placeholder(name: string): string {
  const shown = name.replace(/^www\./, '').slice(0, 40);
  const hue = [...shown].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 360, 7);
  const size = Math.min(34, Math.floor(560 / Math.max(shown.length, 8)));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360" viewBox="0 0 640 360" role="img">
<title>${escapeXml(shown)}</title>
<defs><linearGradient id="sky" x2="1" y2="1"><stop stop-color="hsl(${hue} 45% 34%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 50% 18%)"/></linearGradient></defs>
<rect width="640" height="360" fill="url(#sky)"/>
<path d="M0 300 150 180l90 70 130-130 270 240H0z" fill="#fff" opacity=".12"/><circle cx="510" cy="90" r="42" fill="#fff" opacity=".16"/>
<text x="320" y="190" fill="#fff" font-family="system-ui, sans-serif" font-size="${size}" text-anchor="middle">${escapeXml(shown)}</text>
</svg>`;
}

/** An initial on a coloured ground, for a person or a bot. */
function avatar(name: string): string {
  const hue = [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 360, 7);
  const [initial = '?'] = name.toUpperCase();
  return `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80" viewBox="0 0 80 80"><rect width="80" height="80" fill="hsl(${hue} 55% 45%)"/><text x="40" y="54" fill="#fff" font-family="system-ui, sans-serif" font-size="40" text-anchor="middle">${escapeXml(initial)}</text></svg>`;
}

export function serveAvatar(name: string): Response {
  return answer(avatar(name), 'image/svg+xml');
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
