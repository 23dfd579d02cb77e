/** A picture an article names. Width and height are the publisher's claim, in pixels. */
export interface Picture {
  readonly url: string;
  readonly width?: number;
  readonly height?: number;
  readonly title?: string;
  readonly attribution?: string;
}

/** Who published something. Names are sometimes plainly wrong in real files; the domain is right. */
export interface Provider {
  readonly name?: string;
  readonly domain?: string;
  readonly logo?: Picture;
}

/** The same story as told elsewhere: one entry of an article's `related` list. It has no heat. */
export interface Coverage {
  readonly title: string;
  readonly link: string;
  readonly publishedAt?: number;
  readonly provider?: Provider;
}

/** A video that can be watched by its id; the publisher's player markup itself is never shown. */
export interface Video {
  readonly site: 'youtube' | 'vimeo';
  readonly id: string;
}

/**
 * One article file, parsed. Plain JSON: it is stored, compared and sent as it is.
 *
 * Every text is one line, trimmed, without control characters. Every URL is http or https.
 * Times are milliseconds since 1970.
 */
export interface Article {
  /** The file's path below its root, with `/`, without the extension: it stays when the source, link and picture change. */
  readonly id: string;
  readonly title: string;
  readonly excerpt?: string;
  readonly publishedAt: number;
  readonly updatedAt?: number;
  /** `webUrl`, else `originalUrl`. */
  readonly link?: string;
  readonly mobileLink?: string;
  /** `article` and `video` are known; publishers may write others. */
  readonly type: string;
  /** Not a percentage: 11 to 189 was measured. */
  readonly quality?: number;
  /** Not a percentage: 11 to 189 was measured. Absent when the publisher has not rated the article, or has superseded it (-1). */
  readonly heat?: number;
  /** Drafts and superseded articles are `false`; a file that does not say is a draft. */
  readonly published: boolean;
  readonly provider?: Provider;
  readonly topics: readonly string[];
  readonly pictures: readonly Picture[];
  readonly coverage: readonly Coverage[];
  readonly video?: Video;
  /** Every address that the file gives for itself, by which other files may name it. */
  readonly urls: readonly string[];
}

/** Whether readers may see an article at `now`: it is published, and the time that it is dated for has come. */
export function isOut({ published, publishedAt }: Article, now: number): boolean {
  return published && publishedAt <= now;
}

/** A field that does not hold what it should, said so that an editor can mend it. */
export interface Problem {
  readonly file: string;
  /** The field's path, such as `related[2].webUrl`; empty when the file as a whole cannot be read. */
  readonly field: string;
  /** What it holds, shortened. */
  readonly holds: string;
  readonly wanted: string;
}
