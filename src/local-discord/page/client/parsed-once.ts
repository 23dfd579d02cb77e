/**
 * Parses each text of an object once, however often it is drawn. The object must not change, and what was parsed lives
 * as long as it does.
 */
export function parsedOnce<T>(parse: (text: string) => T): (owner: object, text: string) => T {
  const known = new WeakMap<object, Map<string, T>>();
  return (owner, text) => {
    const texts = known.get(owner) ?? new Map<string, T>();
    const parsed = texts.get(text) ?? parse(text);
    known.set(owner, texts.set(text, parsed));
    return parsed;
  };
}
