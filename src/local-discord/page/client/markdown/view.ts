import { html, type nothing, type TemplateResult } from 'lit';
import { formatTime, fullTime, type TimeStyle } from '../time.ts';
import type { Inline } from './inline.ts';
import { type Block, type ListItem, parseLabel, parseLine, parseMarkdown } from './markdown.ts';
import { parsedOnce } from './parsed-once.ts';

/** What the mentions of a text stand for, and from when its relative times are told. */
export interface TextContext {
  readonly now: number;
  /** Whether `@everyone` and `@here` reach anybody; they are plain text otherwise. */
  readonly everyone?: boolean;
  nameOf(kind: 'user' | 'role' | 'channel', id: string): string | undefined;
  openChannel(id: string): void;
  writeCommand(path: string): void;
}

type Part = TemplateResult | string | typeof nothing;

const blocksOf = parsedOnce(parseMarkdown);
const lineOf = parsedOnce(parseLine);
const labelOf = parsedOnce(parseLabel);

/** A text of several lines that is part of `owner`: of a message, an embed, a field. */
export function markdown(owner: object, text: string, context: TextContext): TemplateResult {
  return html`<div class="md">${blocksOf(owner, text).map((block) => viewBlock(block, context))}</div>`;
}

/** A text of one line that is part of `owner`: a title. */
export function markdownLine(owner: object, text: string, context: TextContext): Part[] {
  return viewAll(lineOf(owner, text), context);
}

/** A text of one line that is part of `owner`, and a link as a whole. */
export function markdownLabel(owner: object, text: string, context: TextContext): Part[] {
  return viewAll(labelOf(owner, text), context);
}

/** The first line of a text that is part of `owner`, without its markup and links. */
export function plainLine(owner: object, text: string, context: TextContext): string {
  const [first = ''] = text.trim().split('\n', 1);
  return plain(lineOf(owner, first.replace(/^(?:#{1,3} |-# |>>> |> |[-*] )/, '')), context);
}

function plain(nodes: readonly Inline[], context: TextContext): string {
  return nodes.map((node) => plainNode(node, context)).join('');
}

function plainNode(node: Inline, context: TextContext): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'spoiler':
      return '█'.repeat(plain(node.children, context).length);
    case 'user':
    case 'role':
    case 'channel':
      return `${node.kind === 'channel' ? '#' : '@'}${context.nameOf(node.kind, node.id) ?? 'unknown'}`;
    case 'everyone':
      return `@${node.name}`;
    case 'command':
      return `/${node.name}`;
    case 'time':
      return formatTime(node.seconds * 1000, node.style, context.now) ?? '';
    case 'emoji':
      return `:${node.name}:`;
    default:
      return plain(node.children, context);
  }
}

function viewBlock(block: Block, context: TextContext): TemplateResult {
  switch (block.kind) {
    case 'paragraph':
      return html`<div class="md-text" dir="auto">${viewAll(block.children, context)}</div>`;
    case 'heading': {
      const children = viewAll(block.children, context);
      if (block.level === 1) return html`<h3 class="md-h1" dir="auto">${children}</h3>`;
      return block.level === 2
        ? html`<h4 class="md-h2" dir="auto">${children}</h4>`
        : html`<h5 class="md-h3" dir="auto">${children}</h5>`;
    }
    case 'subtext':
      return html`<small class="md-subtext" dir="auto">${viewAll(block.children, context)}</small>`;
    case 'quote':
      return html`<blockquote>${block.children.map((child) => viewBlock(child, context))}</blockquote>`;
    case 'list':
      return html`<ul class="md-list">${block.items.map((item) => viewItem(item, context))}</ul>`;
    case 'code':
      return html`<pre><code>${block.text}</code></pre>`;
  }
}

function viewItem({ depth, number, children }: ListItem, context: TextContext): TemplateResult {
  const marker = number === undefined ? (depth === 0 ? '•' : '◦') : `${number}.`;
  return html`<li data-depth=${depth} dir="auto"><span class="md-marker">${marker}</span><span>${viewAll(children, context)}</span></li>`;
}

function viewAll(nodes: readonly Inline[], context: TextContext): Part[] {
  return nodes.map((node) => viewInline(node, context));
}

function viewInline(node: Inline, context: TextContext): Part {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'bold':
      return html`<strong>${viewAll(node.children, context)}</strong>`;
    case 'italic':
      return html`<em>${viewAll(node.children, context)}</em>`;
    case 'underline':
      return html`<u>${viewAll(node.children, context)}</u>`;
    case 'strike':
      return html`<s>${viewAll(node.children, context)}</s>`;
    case 'spoiler':
      return html`<span class="spoiler" role="button" tabindex="0" aria-label="Spoiler" aria-expanded="false" @click=${reveal} @keydown=${revealByKey}>${viewAll(node.children, context)}</span>`;
    case 'code':
      return html`<code class="md-code">${node.text}</code>`;
    case 'link':
      return html`<a href=${node.href} title=${node.href} target="_blank" rel="noopener noreferrer">${viewAll(node.children, context)}</a>`;
    case 'user':
    case 'role':
      return html`<discord-mention type=${node.kind}>${context.nameOf(node.kind, node.id) ?? 'unknown'}</discord-mention>`;
    case 'everyone':
      return context.everyone ? html`<discord-mention type="role">${node.name}</discord-mention>` : `@${node.name}`;
    case 'channel':
      return viewChannel(node.id, context);
    case 'command':
      return html`<discord-mention class="pressable" type="slash" role="button" tabindex="0" @click=${() => context.writeCommand(node.name)} @keydown=${byKey(() => context.writeCommand(node.name))}>${node.name}</discord-mention>`;
    case 'time':
      return viewTime(node.seconds, node.style, context);
    case 'emoji':
      return `:${node.name}:`;
  }
}

function viewChannel(id: string, context: TextContext): TemplateResult {
  const name = context.nameOf('channel', id);
  if (name === undefined) return html`<discord-mention type="channel">unknown</discord-mention>`;
  const open = (): void => context.openChannel(id);
  return html`<discord-mention class="pressable" type="channel" role="link" tabindex="0" @click=${open} @keydown=${byKey(open)}>${name}</discord-mention>`;
}

function viewTime(seconds: number, style: TimeStyle, { now }: TextContext): Part {
  const at = seconds * 1000;
  const text = formatTime(at, style, now);
  if (text === undefined) return `<t:${seconds}:${style}>`;
  return html`<discord-time title=${fullTime(at)}>${text}</discord-time>`;
}

function reveal(event: Event): void {
  const { currentTarget } = event;
  if (!(currentTarget instanceof HTMLElement) || currentTarget.classList.contains('open')) return;
  event.preventDefault();
  currentTarget.classList.add('open');
  currentTarget.setAttribute('aria-expanded', 'true');
  currentTarget.removeAttribute('aria-label');
}

function revealByKey(event: KeyboardEvent): void {
  if (event.key === 'Enter' || event.key === ' ') reveal(event);
}

function byKey(act: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    act();
  };
}
