import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { PanelAnswer, PanelArticles, PanelChange, PanelDraft } from '../../panel/contract.ts';
import type { PanelApi } from './api.ts';
import { viewArticleForm } from './article-form.ts';
import { viewChoice } from './parts.ts';

type Article = PanelArticles['articles'][number];

/** How often the list is asked for while it is shown, in milliseconds: files change behind the page's back. */
const askMs = 2_000;
/** How long the program may take to read a changed file, in milliseconds. */
const readMs = 5_000;
/** How much a press of a button changes the heat. */
const step = 10;

/** A form that saves an article, and the articles that there are. */
export class ArticleDesk extends LitElement {
  static override properties = {
    api: { attribute: false },
    list: { state: true },
    sort: { state: true },
    said: { state: true },
    wrong: { state: true },
    busy: { state: true },
  };

  declare api: PanelApi;
  declare list: PanelArticles | undefined;
  declare sort: 'latest' | 'hottest';
  /** What came of the last thing that was wanted. */
  declare said: { readonly text: string; readonly failed: boolean } | undefined;
  /** What is wrong with which field of the form. */
  declare wrong: Readonly<Record<string, string>>;
  declare busy: boolean;

  /** What was changed here lately: the program has yet to read it from the files. */
  private readonly changed = new Map<string, PanelChange & { readonly at: number }>();
  private asking: ReturnType<typeof setTimeout> | undefined;
  private gone = false;

  constructor() {
    super();
    this.sort = 'latest';
    this.wrong = {};
    this.busy = false;
  }

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.gone = false;
    void this.ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.gone = true;
    clearTimeout(this.asking);
  }

  override render(): TemplateResult {
    const { list, said, wrong, busy } = this;
    return html`<h3>Write an article</h3>
      ${viewArticleForm({ list, wrong, busy }, (draft, form) => void this.write(draft, form))}
      <p class="panel-said ${said?.failed ? 'failed' : ''}" role="status">${said?.text ?? ''}</p>
      <h3>Articles</h3>
      ${viewChoice(
        'Order',
        [
          ['latest', 'Latest first'],
          ['hottest', 'Hottest first'],
        ],
        this.sort,
        (sort) => {
          this.sort = sort === 'hottest' ? 'hottest' : 'latest';
        },
      )}
      ${list === undefined ? html`<p class="panel-note">Loading…</p>` : html`<ul class="lines" aria-label="Articles">${this.sorted(list).map((article) => this.viewArticle(article))}</ul>`}`;
  }

  private sorted(list: PanelArticles): readonly Article[] {
    const articles = list.articles.map((article) => {
      const change = this.changed.get(article.id);
      return change === undefined ? article : { ...article, ...change };
    });
    return this.sort === 'latest' ? articles : articles.toSorted((a, b) => (b.heat ?? -1) - (a.heat ?? -1));
  }

  private viewArticle({ id, title, provider, topics, heat, published }: Article): TemplateResult {
    const by = [provider, topics.slice(0, 3).join(', ')].filter(Boolean).join(' · ');
    const change = (wanted: Omit<PanelChange, 'id'>) => () => void this.change({ id, ...wanted });
    return html`<li class="line article-line ${published ? '' : 'draft'}">
      <span class="line-words">
        <span class="line-name" dir="auto">${title}</span>
        <small>${published ? nothing : html`<span class="badge">draft</span> `}${by}</small>
      </span>
      <span class="heat" role="group" aria-label="Heat of ${title}">
        <button type="button" aria-label="Lower the heat" ?disabled=${heat === undefined || heat < step} @click=${change({ heat: (heat ?? 0) - step })}>−</button>
        <output title="Heat">${heat ?? '–'}</output>
        <button type="button" aria-label="Raise the heat" @click=${change({ heat: (heat ?? 50) + step })}>+</button>
      </span>
      <button type="button" class="button secondary" aria-label=${published ? `Unpublish ${title}` : `Publish ${title}`} @click=${change({ published: !published })}>
        ${published ? 'Unpublish' : 'Publish'}
      </button>
    </li>`;
  }

  private async write(draft: PanelDraft, form: HTMLFormElement): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const answer = await this.api.write(draft);
    this.busy = false;
    this.wrong = (answer.result === 'failed' && answer.fields) || {};
    if (answer.result === 'done') form.reset();
    const next = draft.published ? 'Its card should appear within a second.' : 'Publish it below when it is ready.';
    this.say(answer, `Saved as ${'id' in answer ? answer.id : ''}.md. ${next}`);
    await this.updateComplete;
    this.querySelector<HTMLElement>('.field.wrong :is(input, textarea)')?.focus();
  }

  private async change(change: PanelChange): Promise<void> {
    this.changed.set(change.id, { ...this.changed.get(change.id), ...change, at: Date.now() });
    this.requestUpdate();
    const answer = await this.api.change(change);
    if (answer.result === 'failed') this.changed.delete(change.id);
    this.say(answer, 'Saved. Its cards should follow within a second.');
  }

  private say(answer: PanelAnswer, done: string): void {
    const failed = answer.result === 'failed';
    this.said = failed
      ? { text: answer.fields === undefined ? answer.reason : 'Please fix the marked fields.', failed }
      : { text: done, failed };
    this.askLater();
  }

  private async ask(): Promise<void> {
    // Nobody looks at a page in the background.
    const list = document.hidden ? undefined : await this.api.articles().catch(() => undefined);
    if (this.gone) return;
    for (const [id, { at }] of this.changed) if (Date.now() - at > readMs) this.changed.delete(id);
    if (list !== undefined) this.list = list;
    this.askLater();
  }

  private askLater(): void {
    clearTimeout(this.asking);
    this.asking = setTimeout(() => void this.ask(), askMs);
  }
}
