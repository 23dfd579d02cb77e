import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PageGuild, PageModal, PageUser } from '../../contract.ts';
import { icon } from '../icons.ts';
import { markdown, type TextContext } from '../markdown/view.ts';
import { pictureAddress } from '../state/api.ts';
import type { Intents } from '../state/intents.ts';
import type { OpenForm } from '../state/model.ts';
import {
  type FormField,
  type FormValues,
  firstValues,
  formAnswer,
  formParts,
  formProblems,
  isRequired,
} from './fields.ts';
import { isMenu } from './menu-choices.ts';

const paragraphStyle = 2;

/** A form of the bot's, over the page. It draws into the document itself, so that the page's style sheets apply. */
export class ModalForm extends LitElement {
  static override properties = {
    form: { attribute: false },
    guild: { attribute: false },
    bot: { attribute: false },
    text: { attribute: false },
    intents: { attribute: false },
    values: { state: true },
    problems: { state: true },
  };

  declare form: OpenForm;
  declare guild: PageGuild;
  declare bot: PageUser;
  declare text: TextContext;
  declare intents: Intents;
  declare values: FormValues;
  declare problems: ReadonlyMap<string, string>;

  private returnTo: Element | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.returnTo = document.activeElement;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.returnTo instanceof HTMLElement) this.returnTo.focus({ preventScroll: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('form') && changed.get('form')?.modal !== this.form.modal) {
      this.values = firstValues(this.form.modal);
      this.problems = new Map();
    }
  }

  protected override render(): TemplateResult {
    const { modal, busy, failure } = this.form;
    return html`<dialog class="modal" aria-labelledby="modal-title" @cancel=${this.cancel}>
      <form novalidate @submit=${this.submit}>
        <header class="modal-head">
          <img src=${pictureAddress(this.bot.avatarUrl)} alt="" width="24" height="24" />
          <h2 id="modal-title" dir="auto">${modal.title}</h2>
          <button type="button" class="icon-button" aria-label="Close" @click=${this.intents.closeForm}>${icon('close')}</button>
        </header>
        <div class="modal-body">
          ${this.viewParts(modal)}
          <p class="modal-note">${icon('warning')}This form goes to ${this.bot.username}. Do not share passwords or other sensitive information.</p>
        </div>
        ${failure === undefined ? nothing : html`<p class="failure modal-failure" role="alert">${icon('warning')}${failure}</p>`}
        <footer class="modal-foot">
          <button type="button" class="button secondary" @click=${this.intents.closeForm}>Cancel</button>
          <button type="submit" class="button primary ${busy ? 'busy' : ''}" aria-busy=${busy}><span>Submit</span></button>
        </footer>
      </form>
    </dialog>`;
  }

  /** Only a dialog that is shown so keeps the focus within. */
  protected override firstUpdated(): void {
    this.querySelector('dialog')?.showModal();
    this.querySelector<HTMLElement>('.field :is(input, textarea, button)')?.focus();
  }

  private viewParts(modal: PageModal): readonly TemplateResult[] {
    return formParts(modal).map((part, index) =>
      part.kind === 'text'
        ? markdown(part.component, part.component.content ?? '', this.text)
        : this.viewField(part.field, `modal-field-${index}`),
    );
  }

  private viewField(field: FormField, id: string): TemplateResult {
    const { customId, label, description } = field;
    const problem = this.problems.get(customId);
    return html`<div class="field ${problem === undefined ? '' : 'wrong'}" data-field=${customId}>
      <label for=${id}><span dir="auto">${label}</span>${isRequired(field) ? html`<span class="star" aria-hidden="true">*</span>` : nothing}</label>
      ${description === undefined || description === '' ? nothing : html`<p class="field-description" id="${id}-description" dir="auto">${description}</p>`}
      ${isMenu(field.component) ? this.viewMenu(field, problem) : this.viewInput(field, id, problem)}
      ${problem === undefined ? nothing : html`<p class="failure" id="${id}-problem" role="alert">${icon('warning')}${problem}</p>`}
    </div>`;
  }

  private viewMenu({ component, customId, label }: FormField, problem: string | undefined): TemplateResult {
    return html`<select-menu
      .menu=${component}
      .guild=${this.guild}
      .inForm=${true}
      .label=${label}
      .invalid=${problem !== undefined}
      @choose=${({ detail }: CustomEvent<readonly string[]>) => this.put(customId, detail)}
    ></select-menu>`;
  }

  private viewInput(field: FormField, id: string, problem: string | undefined): TemplateResult {
    const { component, customId, description } = field;
    const { style, max_length: most, placeholder = '' } = component;
    const value = String(this.values.get(customId) ?? '');
    const describedBy = [description && `${id}-description`, problem && `${id}-problem`].filter(Boolean).join(' ');
    const onInput = ({ currentTarget }: InputEvent): void => {
      if (currentTarget instanceof HTMLInputElement || currentTarget instanceof HTMLTextAreaElement)
        this.put(customId, currentTarget.value);
    };
    const input =
      style === paragraphStyle
        ? html`<textarea
            id=${id}
            rows="4"
            dir="auto"
            maxlength=${most ?? nothing}
            placeholder=${placeholder}
            aria-required=${isRequired(field)}
            aria-invalid=${problem !== undefined}
            aria-describedby=${describedBy || nothing}
            .value=${value}
            @input=${onInput}
          ></textarea>`
        : html`<input
            id=${id}
            type="text"
            autocomplete="off"
            dir="auto"
            maxlength=${most ?? nothing}
            placeholder=${placeholder}
            aria-required=${isRequired(field)}
            aria-invalid=${problem !== undefined}
            aria-describedby=${describedBy || nothing}
            .value=${value}
            @input=${onInput}
          />`;
    return html`<div class="input">${input}${most === undefined ? nothing : html`<span class="counter" aria-hidden="true">${most - value.length}</span>`}</div>`;
  }

  private put(customId: string, value: string | readonly string[]): void {
    this.values = new Map([...this.values, [customId, value]]);
    if (this.problems.has(customId)) this.problems = new Map([...this.problems].filter(([id]) => id !== customId));
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    const { modal, busy } = this.form;
    if (busy) return;
    this.problems = formProblems(modal, this.values);
    if (this.problems.size === 0) return this.intents.submitForm(formAnswer(modal, this.values));
    await this.updateComplete;
    this.querySelector<HTMLElement>('.field.wrong :is(input, textarea, button)')?.focus();
  }

  /** The form is put away by the page, which knows that it is open. */
  private cancel(event: Event): void {
    event.preventDefault();
    this.intents.closeForm();
  }
}
