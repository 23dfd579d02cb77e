import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inline } from '../../src/local-discord/page/client/markdown/inline.ts';
import {
  type Block,
  parseLabel,
  parseLine,
  parseMarkdown,
} from '../../src/local-discord/page/client/markdown/markdown.ts';

const text = (content: string): Inline => ({ kind: 'text', text: content });
const paragraph = (...children: Inline[]): Block => ({ kind: 'paragraph', children });
const link = (href: string, label: string): Inline => ({ kind: 'link', href, children: [text(label)] });

describe('marks within a line', () => {
  it.each<[string, Inline[]]>([
    ['**bold**', [{ kind: 'bold', children: [text('bold')] }]],
    [
      '*italic* and _italic_',
      [{ kind: 'italic', children: [text('italic')] }, text(' and '), { kind: 'italic', children: [text('italic')] }],
    ],
    ['__underline__', [{ kind: 'underline', children: [text('underline')] }]],
    ['~~strike~~', [{ kind: 'strike', children: [text('strike')] }]],
    ['||spoiler||', [{ kind: 'spoiler', children: [text('spoiler')] }]],
    ['`**code**`', [{ kind: 'code', text: '**code**' }]],
    ['``a ` b``', [{ kind: 'code', text: 'a ` b' }]],
    ['***both***', [{ kind: 'italic', children: [{ kind: 'bold', children: [text('both')] }] }]],
    ['**a *b***', [{ kind: 'bold', children: [text('a '), { kind: 'italic', children: [text('b')] }] }]],
    [
      '**a __b__ c**',
      [{ kind: 'bold', children: [text('a '), { kind: 'underline', children: [text('b')] }, text(' c')] }],
    ],
  ])('%s', (source, nodes) => {
    expect(parseMarkdown(source)).toEqual([paragraph(...nodes)]);
  });

  it.each([
    ['snake_case_name'],
    ['2 * 3 * 4'],
    ['**never closed'],
    ['****'],
    ['a | b || c'],
    ['C++ and C#'],
    ['#hashtag'],
    ['-5 degrees'],
    ['>quoted without a space'],
    ['@everyones'],
  ])('leaves %s as it is', (source) => {
    expect(parseMarkdown(source)).toEqual([paragraph(text(source))]);
  });

  it('takes a backslash away from what it escapes', () => {
    expect(parseMarkdown('\\*no\\* \\# C:\\dir')).toEqual([paragraph(text('*no* # C:\\dir'))]);
  });
});

describe('links', () => {
  it.each([
    ['[label](https://a.example/b)', link('https://a.example/b', 'label')],
    ['[label](<https://a.example/b>)', link('https://a.example/b', 'label')],
    ['[label](https://a.example/b "title")', link('https://a.example/b', 'label')],
    ['[label](https://a.example/b_(c))', link('https://a.example/b_(c)', 'label')],
    ['https://a.example/b_(c)', link('https://a.example/b_(c)', 'https://a.example/b_(c)')],
    ['<https://a.example/b>', link('https://a.example/b', 'https://a.example/b')],
  ])('%s leads where it says', (source, node) => {
    expect(parseMarkdown(source)).toEqual([paragraph(node)]);
  });

  it('ends an address before the punctuation that follows it', () => {
    expect(parseMarkdown('(see https://a.example/b).')).toEqual([
      paragraph(text('(see '), link('https://a.example/b', 'https://a.example/b'), text(').')),
    ]);
  });

  it.each([
    ['[x](javascript:alert(1))'],
    ['[x](data:text/html,hi)'],
    ['[x](//evil.example)'],
    ['[x](/local/state)'],
    ['[x]()'],
    ['<javascript:alert(1)>'],
  ])('%s is no link', (source) => {
    expect(parseMarkdown(source)).toEqual([paragraph(text(source))]);
  });

  it('does not let a label pretend to be another address', () => {
    const links = linksOf(parseMarkdown('[https://bank.example](https://evil.example)'));
    expect(links).toEqual([link('https://evil.example/', 'https://evil.example')]);
  });
});

describe('mentions and times', () => {
  it.each<[string, Inline]>([
    ['<@1>', { kind: 'user', id: '1' }],
    ['<@!1>', { kind: 'user', id: '1' }],
    ['<@&2>', { kind: 'role', id: '2' }],
    ['@everyone', { kind: 'everyone', name: 'everyone' }],
    ['@here', { kind: 'everyone', name: 'here' }],
    ['<#3>', { kind: 'channel', id: '3' }],
    ['</feed add:4>', { kind: 'command', name: 'feed add', id: '4' }],
    ['<t:1700000000:R>', { kind: 'time', seconds: 1_700_000_000, style: 'R' }],
    ['<t:1700000000>', { kind: 'time', seconds: 1_700_000_000, style: 'f' }],
    ['<:blob:123456789012345678>', { kind: 'emoji', name: 'blob' }],
    ['<a:blob:123456789012345678>', { kind: 'emoji', name: 'blob' }],
  ])('%s', (source, node) => {
    expect(parseMarkdown(source)).toEqual([paragraph(node)]);
  });
});

describe('blocks', () => {
  it.each<[string, Block[]]>([
    ['# One', [{ kind: 'heading', level: 1, children: [text('One')] }]],
    ['### Three', [{ kind: 'heading', level: 3, children: [text('Three')] }]],
    ['-# small', [{ kind: 'subtext', children: [text('small')] }]],
    ['a\n\nb', [paragraph(text('a\n\nb'))]],
    ['> a\n> b\nc', [{ kind: 'quote', children: [paragraph(text('a\nb'))] }, paragraph(text('c'))]],
    ['a\n>>> b\nc', [paragraph(text('a')), { kind: 'quote', children: [paragraph(text('b\nc'))] }]],
    ['```ts\nlet a;\n```', [{ kind: 'code', text: 'let a;' }]],
    ['a ```b``` c', [paragraph(text('a ')), { kind: 'code', text: 'b' }, paragraph(text(' c'))]],
    [
      '- a\n  - b\n1. c',
      [
        {
          kind: 'list',
          items: [
            { depth: 0, children: [text('a')] },
            { depth: 1, children: [text('b')] },
            { depth: 0, number: 1, children: [text('c')] },
          ],
        },
      ],
    ],
  ])('%j', (source, blocks) => {
    expect(parseMarkdown(source)).toEqual(blocks);
  });

  it('knows no links within a title that is one', () => {
    const source = '[a](https://a.example) https://b.example <https://c.example>';
    expect(parseLabel(source)).toEqual([text(source)]);
  });

  it('knows no blocks within a title', () => {
    expect(parseLine('# a\n- **b**')).toEqual([text('# a - '), { kind: 'bold', children: [text('b')] }]);
  });
});

describe('hostile text', () => {
  const fragments = [
    '*',
    '**',
    '***',
    '_',
    '__',
    '~~',
    '||',
    '`',
    '``',
    '```',
    '\\',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '\n',
    ' ',
    '> ',
    '>>> ',
    '# ',
    '-# ',
    '- ',
    '1. ',
    'javascript:',
    'https://a.example',
    '//',
    'data:',
    '<t:',
    '<@',
    ':R>',
    '</',
    'ж',
    '🔥',
    '\u0000',
    '\u202e',
  ];
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.constantFrom(...fragments), { maxLength: 120 }).map((parts) => parts.join('')),
  );

  it('only ever leads to addresses of the web', () => {
    fc.assert(
      fc.property(hostile, (source) => {
        for (const { href } of linksOf(parseMarkdown(source))) expect(new URL(href).protocol).toMatch(/^https?:$/);
      }),
    );
  });

  it('keeps every letter and digit that is not part of a link', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('word', ' ', '*', '**', '_', '||', '~~', '`'), { maxLength: 60 }),
        (parts) => {
          const source = parts.join('');
          const words = (shown: string): number => shown.split('word').length;
          expect(words(shownText(parseMarkdown(source)))).toBe(words(source));
        },
      ),
    );
  });

  it.each(['*', '**', '_ ', '__a', '||', '[', '[](', '`a', '```', '> ', '>>> ', '<', '- ', '\\', '*a _b '])(
    'is read to its end although it repeats %j thousands of times',
    (part) => {
      const source = part.repeat(Math.ceil(4096 / part.length));
      expect(Array.isArray(parseMarkdown(source))).toBe(true);
    },
  );
});

function inlines(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((block): Inline[] => {
    if (block.kind === 'code') return [text(block.text)];
    if (block.kind === 'quote') return inlines(block.children);
    if (block.kind === 'list') return block.items.flatMap(({ children }) => deep(children));
    return deep(block.children);
  });
}

function deep(nodes: readonly Inline[]): Inline[] {
  return nodes.flatMap((node) => ('children' in node ? [node, ...deep(node.children)] : [node]));
}

function linksOf(blocks: readonly Block[]): Extract<Inline, { kind: 'link' }>[] {
  return inlines(blocks).filter((node) => node.kind === 'link');
}

function shownText(blocks: readonly Block[]): string {
  return inlines(blocks)
    .map((node) => (node.kind === 'text' || node.kind === 'code' ? node.text : ''))
    .join('');
}
