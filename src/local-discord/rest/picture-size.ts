/** The size of a picture in pixels, as its first bytes tell it; nothing for other files. */
export function pictureSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts = (text: string, at = 0): boolean =>
    bytes.length >= at + text.length && [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));
  if (starts('\x89PNG\r\n\x1a\n') && bytes.length >= 24)
    return { width: view.getUint32(16), height: view.getUint32(20) };
  if ((starts('GIF87a') || starts('GIF89a')) && bytes.length >= 10)
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (starts('RIFF') && starts('WEBP', 8)) return webpSize(view, (text) => starts(text, 12));
  return starts('\xff\xd8') ? jpegSize(view) : undefined;
}

function webpSize(view: DataView, isKind: (text: string) => boolean) {
  if (view.byteLength < 30) return undefined;
  if (isKind('VP8X')) return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
  if (isKind('VP8 ')) return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (!isKind('VP8L')) return undefined;
  const bits = view.getUint32(21, true);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}

/** Looks for the frame's header, segment by segment. */
function jpegSize(view: DataView) {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
