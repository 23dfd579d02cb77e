import type { Theme } from './model.ts';

const key = 'local-discord-theme';

/** The theme that was chosen here before, else the one that the system prefers. */
export function initialTheme(): Theme {
  const chosen = localStorage.getItem(key);
  if (chosen === 'dark' || chosen === 'light') return chosen;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

export function rememberTheme(theme: Theme): void {
  localStorage.setItem(key, theme);
}

export function showTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}
