import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { StoredFile } from '../state/files.ts';
import { drawAvatar, drawPlaceholder } from './drawings.ts';
import { type Size, saidSize } from './picture-size.ts';

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

/** A picture that is asked for, and the room that it is shown in, if that is known. */
export interface Wanted {
  readonly url: string;
  readonly room?: Size;
}

/**
 * Answers with a picture or an attached file, or with a drawing that says whose picture it would be, and how large.
 * Nothing is fetched from elsewhere.
 */
export async function servePicture({ url, room }: Wanted, pictures: Pictures, files: AttachedFiles): Promise<Response> {
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
  const domain = URL.canParse(url) ? new URL(url).hostname : 'no address';
  return answer(drawPlaceholder({ domain, size: saidSize(url), ...(room && { room }) }), 'image/svg+xml');
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

export function serveAvatar(name: string): Response {
  return answer(drawAvatar(name), 'image/svg+xml');
}
