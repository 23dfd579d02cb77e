import type { Video } from '../news/article.ts';

/** The video that an address plays or shows, if it is one of YouTube or Vimeo. */
export function videoAt(address: string): Video | undefined {
  const url = URL.parse(address, 'https://player.invalid');
  if (url === null) return undefined;
  const host = url.hostname.replace(/^(?:www|m|player)\./, '');
  const [first = '', second = ''] = url.pathname.split('/').filter((part) => part !== '');

  if (host === 'youtu.be') return youtube(first);
  if (host === 'youtube.com' || host === 'youtube-nocookie.com') {
    if (first === 'watch') return youtube(url.searchParams.get('v') ?? '');
    return ['embed', 'shorts', 'live', 'v'].includes(first) ? youtube(second) : undefined;
  }
  if (host === 'vimeo.com') return vimeo(first === 'video' ? second : first);
  return undefined;
}

/** The address of the first player in a piece of HTML. */
export function playerAddress(html: string): string | undefined {
  const source = /<iframe\s(?:[^<>]*?\s)?src\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')/i.exec(html);
  return (source?.[1] ?? source?.[2])?.replaceAll('&amp;', '&');
}

function youtube(id: string): Video | undefined {
  return /^[\w-]{11}$/.test(id) ? { site: 'youtube', id } : undefined;
}

function vimeo(id: string): Video | undefined {
  return /^\d{1,12}$/.test(id) ? { site: 'vimeo', id } : undefined;
}
