import { expect, it } from 'vitest';
import { mendCard } from '../../src/discord/mend-card.ts';
import type { MessageBody } from '../../src/discord/message-body.ts';

const read = { type: 2, style: 5, label: 'Read', url: 'https://site.example/story' } as const;
const save = { type: 2, style: 2, label: 'Save', custom_id: 'saved:add:1' } as const;
const embed = {
  title: 'A comet returns',
  url: 'https://site.example/story',
  author: { name: 'The Site', url: 'https://site.example', icon_url: 'https://site.example/logo.png' },
  fields: [{ name: 'Also covered by', value: 'Others' }],
  image: { url: 'https://site.example/1.jpg' },
};
const card: MessageBody = { embeds: [embed], components: [{ type: 1, components: [read, save] }] };

interface Tree {
  [key: string]: Tree;
}

/** The tree that Discord makes of a place. */
function complaint(...places: string[]): object {
  const errors = [{ code: 'BAD', message: 'Bad.' }];
  const tree: Tree = {};
  for (const place of places) {
    let node = tree;
    for (const key of place.split('.')) {
      const inner: Tree = node[key] ?? {};
      node[key] = inner;
      node = inner;
    }
    Object.assign(node, { _errors: errors });
  }
  return tree;
}

function without(...keys: (keyof typeof embed)[]): object {
  return Object.fromEntries(Object.entries(embed).filter(([key]) => !keys.some((one) => one === key)));
}

it.each<[string, string[], object]>([
  ['the picture', ['embeds.0.image.url'], { embeds: [without('image')] }],
  ['the whole image', ['embeds.0.image'], { embeds: [without('image')] }],
  ['the address and the picture', ['embeds.0.url', 'embeds.0.image.url'], { embeds: [without('url', 'image')] }],
  [
    'the logo',
    ['embeds.0.author.icon_url'],
    { embeds: [{ ...embed, author: { name: 'The Site', url: 'https://site.example' } }] },
  ],
  ['a line of the coverage', ['embeds.0.fields.0.value'], { embeds: [without('fields')] }],
  ['a link button', ['components.0.components.0.url'], { components: [{ type: 1, components: [save] }] }],
])('leaves out just %s', (_, places, changed) => {
  expect(mendCard(card, complaint(...places))).toEqual({ ...card, ...changed });
});

it.each<[string, unknown]>([
  ['the title', complaint('embeds.0.title')],
  ['the button by which the card is found again', complaint('components.0.components.1.custom_id')],
  ['a button that is not there', complaint('components.0.components.7.url')],
  ['the message as a whole', complaint('content')],
  ['a picture and the title', complaint('embeds.0.image.url', 'embeds.0.title')],
  ['nothing', {}],
  ['nothing that Discord says', 'embeds.0.image'],
  ['something endlessly deep', JSON.parse(`${'{"embeds":'.repeat(2_000)}{"_errors":[]}${'}'.repeat(2_000)}`)],
])('does not try where %s is at fault', (_, errors) => {
  expect(mendCard(card, errors)).toBeUndefined();
});
