/** What stands in a path for each `:name` of a route. */
export type Params = Readonly<Record<string, string>>;

/** Tells whether a path is of a route, such as `/channels/:channel/messages`. */
export function matcher(route: string): (path: string) => Params | undefined {
  const pattern = new RegExp(`^${route.replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`);
  return (path) => {
    const match = pattern.exec(path);
    return match === null ? undefined : { ...match.groups };
  };
}
