/** How large a picture is, in pixels, as far as it is known. */
export interface KnownSize {
  readonly width?: number;
  readonly height?: number;
}

/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const sizeNames: readonly (readonly [width: string, height: string])[] = [
  ['width', 'height'],
  ['w', 'h'],
];
/** Parameters that hold both, as `1200x630` or `1200,630`. */
const pairNames = ['size', 'resize', 'fit', 'crop'];

/** What an address says of the size of its picture: in its query, or as `1200x630` in its path. Takes any text. */
export function saidSize(address: string): KnownSize {
  if (!URL.canParse(address)) return {};
  const { pathname, searchParams } = new URL(address);
  for (const [widthName, heightName] of sizeNames) {
    const said = known(searchParams.get(widthName), searchParams.get(heightName));
    if (said.width !== undefined || said.height !== undefined) return said;
  }
  const pairs = pairNames.flatMap((name) => /^(\d+)[x,](\d+)$/.exec(searchParams.get(name) ?? '') ?? []);
  const [, width, height] = pairs.length > 0 ? pairs : ([...pathname.matchAll(inPath)].at(-1) ?? []);
  return known(width, height);
}

const inPath = /(?<![\p{L}\d])(\d{2,5})x(\d{2,5})(?![\p{L}\d])/gu;

function known(width: string | null | undefined, height: string | null | undefined): KnownSize {
  const [wide, high] = [pixels(width), pixels(height)];
  return { ...(wide !== undefined && { width: wide }), ...(high !== undefined && { height: high }) };
}

/** Pictures of the web are neither smaller nor larger than this. */
function pixels(text: string | null | undefined): number | undefined {
  const count = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
  return count >= 16 && count <= 10_000 ? count : undefined;
}

/** The size with the shape of `size` that just fits into `room`. */
export function fitInto(size: Size, room: Size): Size {
  const scale = Math.min(room.width / size.width, room.height / size.height);
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
}
