/**
 * Draws, and keeps the keyboard's place: where what had the focus is gone or takes none any more, its message gets it, or
 * else the list of messages. The browser would let it fall to the body, from where it is a long way back.
 */
export function keepFocus(root: HTMLElement, draw: () => void): void {
  const before = document.activeElement;
  const message = before?.closest<HTMLElement>('article.message');
  const log = before?.closest<HTMLElement>('message-scroller');
  draw();
  if (before === null || before === document.body || document.activeElement !== document.body) return;
  if (!root.contains(before) && message?.isConnected) message.focus({ preventScroll: true });
  else log?.focus({ preventScroll: true });
}
