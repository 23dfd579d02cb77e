import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/** A switch with its name, and below it what it means. Drawn anew, it shows what is, whatever was clicked; so do all here. */
export function viewSwitch(label: string, on: boolean, change: (on: boolean) => void, says?: string): TemplateResult {
  return html`<label class="switch-line">
    <span class="line-words">
      <span class="line-name">${label}</span>${says === undefined ? nothing : html`<small>${says}</small>`}
    </span>
    <input
      type="checkbox"
      role="switch"
      .checked=${live(on)}
      @change=${({ currentTarget }: Event) => currentTarget instanceof HTMLInputElement && change(currentTarget.checked)}
    />
  </label>`;
}

/** A menu of the browser's own. */
export function viewChoice(
  label: string,
  options: readonly (readonly [value: string, name: string])[],
  chosen: string,
  choose: (value: string) => void,
): TemplateResult {
  return html`<label class="field">
    <span class="field-name">${label}</span>
    <select @change=${({ currentTarget }: Event) => currentTarget instanceof HTMLSelectElement && choose(currentTarget.value)}>
      ${options.map(([value, name]) => html`<option value=${value} .selected=${live(value === chosen)}>${name}</option>`)}
    </select>
  </label>`;
}

/** Several values of which one is chosen, side by side. */
export function viewSegments<T extends string>(
  label: string,
  segments: readonly (readonly [value: T, name: string, shown?: TemplateResult | string])[],
  chosen: T,
  choose: (value: T) => void,
  name: string,
): TemplateResult {
  return html`<fieldset class="segments">
    <legend class="hidden-label">${label}</legend>
    ${segments.map(
      ([value, said, shown]) =>
        html`<label class="segment ${value}" title=${said}
          ><input type="radio" name=${name} aria-label=${said} .checked=${live(value === chosen)} @change=${() => choose(value)} /><span
            aria-hidden="true"
            >${shown ?? said}</span
          ></label
        >`,
    )}
  </fieldset>`;
}

/** `14:03:59` */
export function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

/** `84.3 MB`, `1.2 kB` */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
