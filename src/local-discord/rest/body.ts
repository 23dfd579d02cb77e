import type { Context } from 'hono';
import { readLimited } from '../limited-body.ts';
import { Refusal } from './refusal.ts';

/** A request's body: what it says, and the files that came along. */
export interface Body {
  readonly json: unknown;
  readonly files: readonly File[];
}

/** Discord's limit for a whole request, files included. */
const maxBytes = 25 * 1024 * 1024;
/** Deeper bodies mean nothing to Discord, and would only wear out the stack. */
const maxDepth = 64;

/** Reads JSON, or a form whose `payload_json` is JSON and whose other parts are files. */
export async function readBody(context: Context): Promise<Body> {
  const bytes = await readLimited(context.req.raw, maxBytes);
  if (bytes === undefined) throw new Refusal(40005);
  const type = context.req.header('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return { json: parse(bytes.toString('utf8')), files: [] };
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch((cause: unknown) => {
      throw new Refusal(50109, { cause });
    });
  const payload = form.get('payload_json');
  const files = [...form.values()].filter((part): part is File => part instanceof File);
  return { json: typeof payload === 'string' ? parse(payload) : {}, files };
}

function parse(text: string): unknown {
  if (text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Refusal(50109, { cause });
  }
  if (depthOf(value, maxDepth) > maxDepth) throw new Refusal(50109);
  return value;
}

/** How deep a value is nested; no deeper than one more than `limit` is looked. */
function depthOf(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (limit === 0) return 1;
  return 1 + Object.values(value).reduce<number>((deepest, item) => Math.max(deepest, depthOf(item, limit - 1)), 0);
}
