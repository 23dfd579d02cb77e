import type { Video } from '../news/article.ts';
import { limits } from './limits.ts';

const host = /^(?=.{4,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;

/**
 * `url` in the form in which Discord takes it, at most `limit` characters of ASCII; nothing when it would be refused
 * (another scheme, an odd host such as one with an underscore, too long) or would mislead (a user name before the host).
 */
export function webAddress(url: string | undefined, limit: number = limits.url): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return undefined;
  if (!host.test(parsed.hostname) || parsed.username !== '' || parsed.password !== '') return undefined;
  return parsed.href.length <= limit ? parsed.href : undefined;
}

/** The site of a domain; nothing when it is none. */
export function siteOf(domain: string | undefined): string | undefined {
  const name = domain?.toLowerCase();
  return name !== undefined && host.test(name) ? webAddress(`https://${name}`) : undefined;
}

/** The domain of an address for people to read, without `www.`; nothing for what {@link webAddress} refuses. */
export function domainOf(url: string | undefined): string | undefined {
  const address = webAddress(url);
  return address === undefined ? undefined : new URL(address).hostname.replace(/^www\./, '');
}

/** Where a video is watched; nothing for an id that cannot be one. */
export function watchAddress(video: Video | undefined): string | undefined {
  if (video === undefined || !isVideoId(video)) return undefined;
  return video.site === 'youtube' ? `https://www.youtube.com/watch?v=${video.id}` : `https://vimeo.com/${video.id}`;
}

/** A video's still. Only YouTube has one at an address that follows from the id. */
export function stillAddress(video: Video | undefined): string | undefined {
  if (video?.site !== 'youtube' || !isVideoId(video)) return undefined;
  return `https://i.ytimg.com/vi/${video.id}/hqdefault.jpg`;
}

function isVideoId({ site, id }: Video): boolean {
  return site === 'youtube' ? /^[\w-]{6,20}$/.test(id) : /^\d{1,20}$/.test(id);
}
