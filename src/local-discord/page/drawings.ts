import { fitInto, type KnownSize, type Size } from './picture-size.ts';

/** As large as a placeholder is drawn of whose picture nothing is known, in pixels. */
const usual: Size = { width: 640, height: 360 };
/** In pixels; a drawing that is narrower has no room for more than a letter. */
const narrowest = 48;
/** What can be read at all, in pixels; long names are smaller where there is no room. */
const smallestText = 10;
/** How wide a character is, by the size of the font, and a little more. */
const characterWidth = 0.6;

/** A picture that this machine lacks. */
export interface Missing {
  /** The domain that has it. */
  readonly domain: string;
  readonly size: KnownSize;
  /** The room that it is shown in, if that is not as large as the picture. */
  readonly room?: Size;
}

/**
 * A drawing in place of a picture that names its domain and its size, or else the drawing's own. Each domain has a colour
 * of its own, so that two can be told apart.
 */
export function drawPlaceholder({ domain, size, room }: Missing): string {
  const name = domain.replace(/^www\./, '').slice(0, 40);
  const drawn = drawnSize(size, room);
  const { width, height } = drawn;
  const hue = hueOf(name);
  const says = sayingOf(size, drawn);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escapeXml(`${name}, ${says}`)}</title>
<defs><linearGradient id="sky" x2="1" y2="1"><stop stop-color="hsl(${hue} 45% 34%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 50% 18%)"/></linearGradient></defs>
<svg width="${width}" height="${height}" viewBox="0 0 640 360" preserveAspectRatio="xMidYMid slice">
<rect width="640" height="360" fill="url(#sky)"/>
<path d="M0 300 150 180l90 70 130-130 270 240H0z" fill="#fff" opacity=".12"/><circle cx="510" cy="90" r="42" fill="#fff" opacity=".16"/>
</svg>
${width < narrowest ? drawLetter(name, drawn) : drawLines(name, says, drawn)}
</svg>`;
}

/** A letter of the name on a coloured ground, for a person or a bot. */
export function drawAvatar(name: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80" viewBox="0 0 80 80"><rect width="80" height="80" fill="hsl(${hueOf(name)} 55% 45%)"/>${drawLetter(name, { width: 80, height: 80 })}</svg>`;
}

function drawnSize({ width, height }: KnownSize, room: Size | undefined): Size {
  const known = width !== undefined && height !== undefined ? { width, height } : undefined;
  if (room === undefined) return known ?? usual;
  return known === undefined ? room : fitInto(known, room);
}

function sayingOf({ width, height }: KnownSize, drawn: Size): string {
  if (width === undefined && height === undefined) return `${drawn.width} × ${drawn.height}`;
  if (height === undefined) return `${width} wide`;
  return width === undefined ? `${height} high` : `${width} × ${height}`;
}

function drawLetter(name: string, { width, height }: Size): string {
  const [letter = '?'] = name.toUpperCase();
  const size = Math.min(width, height) / 2;
  return drawText(letter, size, { x: width / 2, y: height / 2 + size * 0.35 });
}

/** Both lines stay within the middle square, which is seen however the drawing is cut. */
function drawLines(name: string, says: string, { width, height }: Size): string {
  const room = Math.min(width, height) * 0.92;
  const fitting = (text: string): number => room / (text.length * characterWidth);
  const size = Math.min(fitting(name), Math.max(smallestText, width * 0.06), height * 0.3);
  const below = Math.min(fitting(says), size * 0.8);
  return [
    drawText(name, size, { x: width / 2, y: height / 2 - size * 0.1 }),
    drawText(says, below, { x: width / 2, y: height / 2 + below * 1.2 }),
  ].join('');
}

function drawText(text: string, size: number, { x, y }: { readonly x: number; readonly y: number }): string {
  return `<text x="${x}" y="${y.toFixed(1)}" fill="#fff" font-family="system-ui, sans-serif" font-size="${size.toFixed(1)}" text-anchor="middle">${escapeXml(text)}</text>`;
}

function hueOf(name: string): number {
  return [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 360, 7);
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
