/** A file's name as Discord stores it, which is what `attachment://` means. */
export function storedFilename(name: string): string {
  return name.replace(/[^\w.-]/g, '_').slice(0, 200) || 'file';
}
