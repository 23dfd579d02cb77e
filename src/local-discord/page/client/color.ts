/** A colour of 24 bits as style sheets write it. */
export function cssColor(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}
