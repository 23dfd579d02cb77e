import type { Context } from 'hono';
import { Refusal } from './refusal.ts';

/** A request's body: what it says, and the files that came along. */
export interface Body {
  readonly json: unknown;
  readonly files: readonly File[];
}

/** Deeper bodies mean nothing to Discord, and would only wear out the stack. */
const maxDepth = 64;

/** Reads JSON, or a form whose `payload_json` is JSON and whose other parts are files. */
export async function readBody(context: Context): Promise<Body> {
  const type = context.req.header('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return { json: parse(await context.req.text()), files: [] };
  const form = await context.req.formData().catch(() => {
    throw new Refusal(50109);
  });
  const payload = form.get('payload_json');
  const files = [...form.values()].filter((part): part is File => part instanceof File);
  return { json: typeof payload === 'string' ? parse(payload) : {}, files };
}

function parse(text: string): unknown {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (depthOf(value, maxDepth) <= maxDepth) return value;
  } catch {}
  throw new Refusal(50109);
}

/** How deep a value is nested, as far as `limit`. */
function depthOf(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (limit === 0) return 1;
  return 1 + Object.values(value).reduce<number>((deepest, item) => Math.max(deepest, depthOf(item, limit - 1)), 0);
}
