/** A request's path below the version of the API. Clients write the `@` of `@me` and `@original` in two ways. */
export function apiPath(path: string): string {
  return path.replace(/^\/api\/v\d+(?=\/)/, '').replaceAll('%40', '@');
}
