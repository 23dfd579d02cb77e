import { html, type TemplateResult } from 'lit';

/** Icons of a 24-pixel grid. They are decorations: whatever carries one has a name of its own. */
const paths = {
  hash: 'M10.9 2.1 10.3 7h4.9l.6-4.9h2L17.2 7H21v2h-4l-.8 6H20v2h-4l-.6 4.9h-2L14 17H9.1l-.6 4.9h-2L7.1 17H3v-2h4.3l.8-6H4V7h4.3l.6-4.9h2zM10 9l-.7 6h4.9l.7-6H10z',
  megaphone:
    'M20 3v16l-7-3.2H11l1.2 5.2H8.9L7.7 15.8H6a4 4 0 0 1-4-4V10a4 4 0 0 1 4-4h7l7-3zm-2 3-4.6 2H6a2 2 0 0 0-2 2v1.8a2 2 0 0 0 2 2h7.4l4.6 2V6z',
  menu: 'M3 5h18v2H3V5zm0 6h18v2H3v-2zm0 6h18v2H3v-2z',
  sun: 'M12 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10zM11 1h2v4h-2V1zm0 18h2v4h-2v-4zM1 11h4v2H1v-2zm18 0h4v2h-4v-2zM4.2 5.6l1.4-1.4 2.8 2.8L7 8.4 4.2 5.6zm11.4 11.4 1.4-1.4 2.8 2.8-1.4 1.4-2.8-2.8zM4.2 18.4 7 15.6 8.4 17l-2.8 2.8-1.4-1.4zM15.6 7l2.8-2.8 1.4 1.4L17 8.4 15.6 7z',
  moon: 'M20.7 14.6A9 9 0 0 1 9.4 3.3 9 9 0 1 0 20.7 14.6z',
  chevron: 'M5.3 8.3 12 15l6.7-6.7 1.4 1.4L12 17.8 3.9 9.7l1.4-1.4z',
  close: 'M5.6 4.2 12 10.6l6.4-6.4 1.4 1.4-6.4 6.4 6.4 6.4-1.4 1.4-6.4-6.4-6.4 6.4-1.4-1.4 6.4-6.4-6.4-6.4 1.4-1.4z',
  launch:
    'M14 3h7v7h-2V6.4l-9.3 9.3-1.4-1.4L17.6 5H14V3zM5 5h5v2H6v11h11v-4h2v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z',
  eye: 'M12 5c5 0 9 4.4 10 7-1 2.6-5 7-10 7S3 14.6 2 12c1-2.6 5-7 10-7zm0 2.500a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zm0 2a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
  slash: 'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5c0-1.1.9-2 2-2zm9.2 3-6 12h2.100l6-12h-2.100z',
  warning: 'M12 2 1 21h22L12 2zm-1 7h2v6h-2V9zm0 8h2v2h-2v-2z',
  down: 'M11 4h2v12.200l5.6-5.600L20 12l-8 8-8-8 1.4-1.4 5.6 5.600V4z',
  send: 'M3 3.5 22 12 3 20.5 3 14l11-2-11-2V3.500z',
} as const;

export function icon(name: keyof typeof paths): TemplateResult<1> {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d=${paths[name]} /></svg>`;
}
