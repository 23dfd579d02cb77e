/** Whether requests are limited, which can be switched while this server runs. */
export interface LimitSwitch {
  isOn(): boolean;
  set(on: boolean): void;
  /** Tells of every change. Returns the way to stop listening. */
  subscribe(listener: () => void): () => void;
}

export function createLimitSwitch(atFirst: boolean): LimitSwitch {
  const listeners = new Set<() => void>();
  let isOn = atFirst;
  return {
    isOn: () => isOn,
    set(on) {
      isOn = on;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
