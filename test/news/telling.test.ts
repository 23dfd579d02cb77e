import { expect, it } from 'vitest';
import { groupStories } from '../../src/news/story.ts';
import { tell } from '../../src/news/telling.ts';
import { anArticle } from '../support/builders.ts';

const now = Date.UTC(2026, 10, 20);

const related = (title: string, host: string) => ({
  title,
  link: `https://${host}/x`,
  provider: { domain: host },
});

function titles(lead: ReturnType<typeof anArticle>, others: ReturnType<typeof anArticle>[] = []): string[] {
  const story = groupStories([lead, ...others]).find((candidate) => candidate.some(({ id }) => id === lead.id));
  return tell(story ?? [lead], lead, now).coverage.map(({ title }) => title);
}

it('coverage leaves out a second line of one provider and titles that nearly repeat an earlier one', () => {
  const lead = anArticle({
    coverage: [
      related('Miners found in clusters of a large cloud', 'one.example'),
      related('A second piece of the same provider', 'one.example'),
      related('Miners found in the clusters of a large cloud!', 'two.example'),
      related('Why this keeps happening', 'three.example'),
    ],
  });
  expect(titles(lead)).toEqual(['Miners found in clusters of a large cloud', 'Why this keeps happening']);
});

it('coverage does not name the article itself, but may repeat its headline at another provider', () => {
  const lead = anArticle({ title: 'Comet seen over the city' });
  const coverage = [
    { title: 'Comet seen over the city', link: lead.link as string },
    related('Comet seen over the city', 'two.example'),
  ];
  expect(tell([{ ...lead, coverage }], { ...lead, coverage }, now).coverage.map(({ link }) => link)).toEqual([
    'https://two.example/x',
  ]);
});

it('other published files of the story count as coverage, drafts do not', () => {
  const lead = anArticle({ id: 'lead', title: 'One', heat: 90 });
  const other = anArticle({ id: 'other', title: 'One', heat: 70, provider: { domain: 'two.example' } });
  const draft = anArticle({ id: 'draft', title: 'One', published: false, provider: { domain: 'three.example' } });
  expect(titles(lead, [other, draft])).toEqual(['One']);
});

it('a file that is dated in the future is no coverage yet', () => {
  const lead = anArticle({ id: 'lead', title: 'One', publishedAt: now });
  const later = anArticle({ id: 'later', title: 'One', publishedAt: now + 1, provider: { domain: 'two.example' } });
  expect(titles(lead, [later])).toEqual([]);
});

it('a video without a page is left out of the coverage rather than shown without a link', () => {
  const lead = anArticle({ id: 'lead', title: 'One' });
  const { link: _, ...video } = anArticle({ id: 'video', title: 'One', heat: 10 });
  expect(titles(lead, [video])).toEqual([]);
});
