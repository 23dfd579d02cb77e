import { type Locale, localeOf } from '../locales.ts';
import type { Theme } from './model.ts';

const themeKey = 'local-discord-theme';
const localeKey = 'local-discord-locale';
const panelKey = 'local-discord-panel';
const panelTabKey = 'local-discord-panel-tab';
const dismissedKey = 'local-discord-dismissed';
/** Older ones have long scrolled away. */
const mostDismissed = 200;

/** The theme that was chosen here before, else the one that the system prefers. */
export function rememberedTheme(): Theme {
  const chosen = read(themeKey);
  if (chosen === 'dark' || chosen === 'light') return chosen;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

export function rememberTheme(theme: Theme): void {
  write(themeKey, theme);
}

/** The language that was chosen here before, else the one that the page itself speaks. */
export function rememberedLocale(): Locale {
  const chosen = read(localeKey);
  return localeOf(chosen);
}

export function rememberLocale(locale: Locale): void {
  write(localeKey, locale);
}

/** Whether the panel was open here last; it is closed at first. */
export function rememberedPanel(): boolean {
  return read(panelKey) === 'open';
}

export function rememberPanel(open: boolean): void {
  write(panelKey, open ? 'open' : 'closed');
}

/** The part of the panel that was shown here last. */
export function rememberedPanelTab(): string | undefined {
  return read(panelTabKey);
}

export function rememberPanelTab(tab: string): void {
  write(panelTabKey, tab);
}

/** Ids of the messages that were dismissed here before: they stay away when the page is opened again. */
export function rememberedDismissals(): ReadonlySet<string> {
  return new Set(read(dismissedKey)?.split(' '));
}

export function rememberDismissals(messageIds: ReadonlySet<string>): void {
  write(dismissedKey, [...messageIds].slice(-mostDismissed).join(' '));
}

/** A browser that blocks a site's data throws; one that has none left does so too when it writes. */
function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Then it is remembered for as long as the page is open.
  }
}
