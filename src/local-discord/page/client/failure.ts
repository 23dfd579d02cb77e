import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icons.ts';

/** Why something did not work, where it was tried; nothing where nothing failed. */
export function viewFailure(failure: string | undefined): TemplateResult | typeof nothing {
  if (failure === undefined) return nothing;
  return html`<div class="failure" role="alert">${icon('warning')}${failure}</div>`;
}
