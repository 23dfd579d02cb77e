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

/** Makes something of an object once, however often it is asked for. The object must not change. */
export function onceFor<O extends object, T extends object>(make: (owner: O) => T): (owner: O) => T {
  const known = new WeakMap<O, T>();
  return (owner) => {
    const made = known.get(owner) ?? make(owner);
    known.set(owner, made);
    return made;
  };
}
