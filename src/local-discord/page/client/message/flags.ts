/** Discord's message flags that the page knows. */
export const messageFlags = {
  crossposted: 1 << 0,
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  silent: 1 << 12,
  componentsV2: 1 << 15,
} as const;

export function hasFlag({ flags }: { readonly flags: number }, flag: keyof typeof messageFlags): boolean {
  return (flags & messageFlags[flag]) !== 0;
}
