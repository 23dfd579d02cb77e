import type { Context } from 'hono';
import { parseJson, readLimited } from '../json-body.ts';
import { invalidForm, Refusal } from './refusal.ts';

/** A request's body: what it says, and the files that came along, in the order of their numbers in `files[n]`. */
export interface Body {
  readonly json: unknown;
  readonly files: readonly Upload[];
}

/** A file that came with a request. */
export interface Upload {
  /** The n of its `files[n]`, by which `attachments` of the body speak of it. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Discord's limit for a whole request, files included. */
const maxBytes = 25 * 1024 * 1024;
/** And for one file. */
const maxFileBytes = 10 * 1024 * 1024;

/** Reads JSON, or a form whose `payload_json` is JSON and whose other parts are files. */
export async function readBody(context: Context): Promise<Body> {
  // Who goes away in the middle of a body is no failure of this server.
  const bytes = await readLimited(context.req.raw, maxBytes).catch(notJson);
  if (bytes === undefined) throw new Refusal(40005);
  if (bytes.length === 0) return { json: {}, files: [] };
  const type = context.req.header('content-type') ?? '';
  if (isOf(type, 'application/json')) return { json: parse(bytes.toString('utf8')), files: [] };
  if (!isOf(type, 'multipart/form-data')) throw invalidForm([wrongType]);
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(notJson);
  const payload = form.get('payload_json');
  const files = [...form]
    .flatMap(([name, part]) => (part instanceof File ? [{ number: numberIn(name), part }] : []))
    // Those of the older form come last.
    .sort((a, b) => (a.number ?? Number.MAX_SAFE_INTEGER) - (b.number ?? Number.MAX_SAFE_INTEGER));
  if (files.some(({ part }) => part.size > maxFileBytes)) throw new Refusal(40005);
  const uploads = await Promise.all(files.map(({ number, part }, place) => uploadOf(part, number ?? place)));
  return { json: typeof payload === 'string' ? parse(payload) : {}, files: uploads };
}

function notJson(cause: unknown): never {
  throw new Refusal(50109, { cause });
}

function isOf(type: string, wanted: string): boolean {
  return type.split(';', 1)[0]?.trim().toLowerCase() === wanted;
}

/** Discord's documentation, "Content Type", says that it refuses others; the words are as bots have quoted them. */
const wrongType = {
  path: [],
  code: 'CONTENT_TYPE_INVALID',
  message: `Expected "Content-Type" header to be one of {'application/json', 'multipart/form-data'}.`,
};

async function uploadOf(file: File, number: number): Promise<Upload> {
  const { name, type } = file;
  return { id: String(number), name, type, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/** The n of `files[n]`; nothing for a part of the older form. */
function numberIn(name: string): number | undefined {
  const [, digits] = /^files\[(\d{1,9})\]$/.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function parse(text: string): unknown {
  const parsed = parseJson(text);
  if (parsed === undefined) throw new Refusal(50109);
  return parsed.value;
}
