import type { Theme } from './model.ts';

const themeKey = 'local-discord-theme';
const dismissedKey = 'local-discord-dismissed';
/** Older ones have long scrolled away. */
const mostDismissed = 200;

/** The theme that was chosen here before, else the one that the system prefers. */
export function rememberedTheme(): Theme {
  const chosen = localStorage.getItem(themeKey);
  if (chosen === 'dark' || chosen === 'light') return chosen;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

export function rememberTheme(theme: Theme): void {
  localStorage.setItem(themeKey, theme);
}

/** Ids of the messages that were dismissed here before: they stay away when the page is opened again. */
export function rememberedDismissals(): ReadonlySet<string> {
  return new Set(localStorage.getItem(dismissedKey)?.split(' '));
}

export function rememberDismissals(messageIds: ReadonlySet<string>): void {
  localStorage.setItem(dismissedKey, [...messageIds].slice(-mostDismissed).join(' '));
}
