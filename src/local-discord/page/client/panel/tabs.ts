import { html, type TemplateResult } from 'lit';

/** Tabs as the ARIA Authoring Practices describe them: one stop for the Tab key, arrows from one to the next. */
export function viewTabs(
  tabs: readonly (readonly [id: string, name: string])[],
  open: string,
  choose: (id: string) => void,
): TemplateResult {
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(([id]) => id === open);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    const [id] = tabs.at(to === tabs.length ? 0 : to) ?? [];
    if (id === undefined || !(event.currentTarget instanceof Element)) return;
    event.preventDefault();
    choose(id);
    event.currentTarget.querySelector<HTMLElement>(`#panel-tab-${id}`)?.focus();
  };
  return html`<div class="panel-tabs" role="tablist" aria-label="Behind the scenes" @keydown=${move}>
    ${tabs.map(
      ([id, name]) =>
        html`<button
          type="button"
          role="tab"
          id="panel-tab-${id}"
          aria-controls="panel-body"
          aria-selected=${id === open}
          tabindex=${id === open ? 0 : -1}
          @click=${() => choose(id)}
          >${name}</button
        >`,
    )}
  </div>`;
}
