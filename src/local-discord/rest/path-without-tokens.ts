/**
 * A path in which nothing can be a secret: `…` stands in the place of an interaction's or a webhook's token, and of
 * whatever is neither a word of the API nor an id.
 */
export function pathWithoutTokens(path: string): string {
  const segments = path.replaceAll('%40', '@').split('/').slice(0, maxSegments);
  return segments
    .map((segment, index) => (isToken(segments, index) || !harmless.test(segment) ? '…' : segment))
    .join('/');
}

/** No route of Discord has more. */
const maxSegments = 12;
const harmless = /^(?:@?[a-z][a-z-]{0,24}|v\d{1,2}|\d{1,19}|)$/;

function isToken(segments: readonly string[], index: number): boolean {
  return ['interactions', 'webhooks'].includes(segments[index - 2] ?? '');
}
