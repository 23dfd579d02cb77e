/** Settings that outlive the program. */
export interface Remembered {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
}
