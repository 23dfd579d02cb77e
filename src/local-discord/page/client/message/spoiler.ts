import { html, type TemplateResult } from 'lit';

/** Lies over what is covered, whose element has the class `covered`, until it is pressed. */
export function viewCover(): TemplateResult {
  return html`<button type="button" class="cover" @click=${uncover}><span>Spoiler</span></button>`;
}

function uncover({ currentTarget }: Event): void {
  if (!(currentTarget instanceof HTMLElement)) return;
  const covered = currentTarget.closest<HTMLElement>('.covered');
  currentTarget.closest<HTMLElement>('article.message')?.focus({ preventScroll: true });
  covered?.classList.remove('covered');
}
