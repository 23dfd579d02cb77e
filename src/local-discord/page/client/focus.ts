/**
 * Draws, and keeps the keyboard's place: where what had the focus is gone or takes none any more, its message gets it, or
 * else the list of messages or posts. The browser would let it fall to the body, from where it is a long way back.
 */
export function keepFocus(root: HTMLElement, draw: () => void): void {
  const before = document.activeElement;
  const message = before?.closest<HTMLElement>('article.message');
  draw();
  if (before === null || before === document.body || document.activeElement !== document.body) return;
  const list = root.querySelector<HTMLElement>('message-scroller, .forum');
  const next = message?.isConnected && !message.contains(before) ? message : list;
  next?.focus({ preventScroll: true });
}
