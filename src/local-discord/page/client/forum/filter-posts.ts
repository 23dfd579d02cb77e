import type { PagePost } from '../../contract.ts';

/** The posts with any of the tags; all of them where none is wanted. */
export function filterPosts(posts: readonly PagePost[], wanted: ReadonlySet<string>): readonly PagePost[] {
  if (wanted.size === 0) return posts;
  return posts.filter(({ channel }) => channel.thread?.applied_tags.some((tag) => wanted.has(tag)));
}
