import { html, nothing, type TemplateResult } from 'lit';
import type { PanelArticles, PanelDraft } from '../../panel/contract.ts';

/** What a feed asks for unless it says otherwise is 60; 150 is as hot as a card's colour tells. */
const heat = { least: 0, most: 190, first: 85 } as const;

export interface ArticleFormState {
  /** What is offered while one types. */
  readonly list: PanelArticles | undefined;
  readonly wrong: Readonly<Record<string, string>>;
  readonly busy: boolean;
}

/** The form of a new article. The browser keeps what is typed; `save` gets it all. */
export function viewArticleForm(
  { list, wrong, busy }: ArticleFormState,
  save: (draft: PanelDraft, form: HTMLFormElement) => void,
): TemplateResult {
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.currentTarget instanceof HTMLFormElement) save(readDraft(event.currentTarget), event.currentTarget);
  };
  return html`<form class="article-form" novalidate @submit=${send} @reset=${showFirstHeat}>
    ${viewField(
      'title',
      'Title',
      wrong,
      html`<input name="title" maxlength="256" autocomplete="off" dir="auto" aria-describedby="panel-title-says" />
        <small id="panel-title-says">With the title of another article of the last two weeks, it joins that one’s story.</small>`,
    )}
    ${viewField('excerpt', 'Text', wrong, html`<textarea name="excerpt" rows="3" maxlength="4000" dir="auto"></textarea>`)}
    ${viewField('link', 'Link to read on, if there is one', wrong, html`<input name="link" type="url" autocomplete="off" placeholder="https://…" />`)}
    ${viewField('topics', 'Topics, with commas between them', wrong, html`<input name="topics" list="panel-topics" autocomplete="off" value="AI" />`)}
    ${viewField('provider', 'Provider', wrong, html`<input name="provider" list="panel-providers" autocomplete="off" maxlength="100" />`)}
    ${viewField(
      'heat',
      'Heat',
      wrong,
      html`<span class="slider"
        ><input name="heat" type="range" min=${heat.least} max=${heat.most} value=${heat.first} @input=${showHeat} /><output>${heat.first}</output></span
      >`,
    )}
    ${viewField('picture', 'Address of a picture, if you like', wrong, html`<input name="picture" type="url" list="panel-pictures" autocomplete="off" placeholder="https://…" />`)}
    <label class="switch-line">
      <span class="line-words"><span class="line-name">Published</span><small>Otherwise it is a draft, and nobody sees it</small></span>
      <input name="published" type="checkbox" role="switch" checked />
    </label>
    ${viewOffers('panel-topics', list?.topics)} ${viewOffers('panel-providers', list?.providers)} ${viewOffers('panel-pictures', list?.pictures)}
    <button type="submit" class="button primary" aria-disabled=${busy}>Save the article</button>
  </form>`;
}

function viewField(
  name: string,
  label: string,
  wrong: Readonly<Record<string, string>>,
  input: TemplateResult,
): TemplateResult {
  const problem = wrong[name];
  return html`<label class="field ${problem === undefined ? '' : 'wrong'}">
    <span class="field-name">${label}</span>
    ${problem === undefined ? nothing : html`<em class="field-problem" role="alert">${problem}</em>`} ${input}
  </label>`;
}

function viewOffers(id: string, offers: readonly string[] = []): TemplateResult {
  return html`<datalist id=${id}>${offers.map((offer) => html`<option value=${offer}></option>`)}</datalist>`;
}

function readDraft(form: HTMLFormElement): PanelDraft {
  const data = new FormData(form);
  const text = (name: string): string => String(data.get(name) ?? '');
  return {
    title: text('title'),
    excerpt: text('excerpt'),
    link: text('link').trim(),
    topics: text('topics')
      .split(',')
      .map((topic) => topic.trim())
      .filter((topic) => topic !== ''),
    provider: text('provider'),
    heat: Number(text('heat')),
    published: data.has('published'),
    picture: text('picture').trim(),
  };
}

function showHeat({ currentTarget: slider }: Event): void {
  const shown = slider instanceof HTMLInputElement ? slider.nextElementSibling : null;
  if (slider instanceof HTMLInputElement && shown !== null) shown.textContent = slider.value;
}

function showFirstHeat({ currentTarget: form }: Event): void {
  const shown = form instanceof HTMLFormElement ? form.querySelector('.slider output') : null;
  if (shown !== null) shown.textContent = String(heat.first);
}
