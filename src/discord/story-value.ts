import { createHash } from 'node:crypto';
import { limits } from './limits.ts';

/**
 * An article's id as the value of an option or a menu entry: itself, or a digest where it is longer than Discord allows.
 * A value is compared, never taken apart; only one that {@link isArticleId} can be looked up directly.
 */
export function storyValue(articleId: string): string {
  const fits = articleId.length <= limits.optionValue && isArticleId(articleId) && articleId === articleId.trim();
  return fits ? articleId : `~${createHash('sha256').update(articleId).digest('base64url')}`;
}

export function isArticleId(value: string): boolean {
  return value !== '' && !value.startsWith('~');
}
