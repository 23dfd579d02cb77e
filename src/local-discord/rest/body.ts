import type { Context } from 'hono';
import { parseJson, readLimited } from '../json-body.ts';
import { Refusal } from './refusal.ts';

/** A request's body: what it says, and the files that came along. */
export interface Body {
  readonly json: unknown;
  readonly files: readonly File[];
}

/** Discord's limit for a whole request, files included. */
const maxBytes = 25 * 1024 * 1024;

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
  const parsed = parseJson(text);
  if (parsed === undefined) throw new Refusal(50109);
  return parsed.value;
}
