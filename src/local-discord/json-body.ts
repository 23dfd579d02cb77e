/** Deeper bodies mean nothing here, and would only wear out the stack of whoever walks through them. */
const maxDepth = 64;

/**
 * Reads a request's body.
 *
 * @param limit in bytes
 * @returns nothing when there is more than `limit`
 */
export async function readLimited(request: Request, limit: number): Promise<Buffer | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What a text says as JSON; nothing when it is not JSON, or nested deeper than any body that means something. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return depthOf(value, maxDepth) > maxDepth ? undefined : { value };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** How deep a value is nested; no deeper than one more than `limit` is looked. */
function depthOf(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (limit === 0) return 1;
  return 1 + Object.values(value).reduce<number>((deepest, item) => Math.max(deepest, depthOf(item, limit - 1)), 0);
}
