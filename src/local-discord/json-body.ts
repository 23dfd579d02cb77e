/** Deeper bodies mean nothing here, and would only wear out the stack of whoever walks through them. */
const maxDepth = 64;
/** Fuller ones neither, and this server would do nothing else for seconds. A hundred commands in every language have less. */
const maxValues = 200_000;

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

/** What a text says as JSON; nothing when it is not JSON, or deeper or fuller than any body that means something. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMeaningful(value) ? { value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isMeaningful(value: unknown): boolean {
  let left = maxValues;
  const fits = (one: unknown, depth: number): boolean => {
    left -= 1;
    if (left < 0) return false;
    if (typeof one !== 'object' || one === null) return true;
    return depth < maxDepth && Object.values(one).every((inner) => fits(inner, depth + 1));
  };
  return fits(value, 0);
}
