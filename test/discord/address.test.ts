import { describe, expect, it } from 'vitest';
import { domainOf, siteOf, stillAddress, watchAddress, webAddress } from '../../src/discord/address.ts';

describe('an address on a card', () => {
  it.each([
    ['https://x.example/a b', 'https://x.example/a%20b'],
    ['HTTP://X.example', 'http://x.example/'],
    ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
    ['https://x.example:8080/?a=1#b', 'https://x.example:8080/?a=1#b'],
  ])('%s is shown as %s', (url, shown) => {
    expect(webAddress(url)).toBe(shown);
  });

  it.each([
    '',
    'x.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://x.example/',
    'https://a_b.example/',
    'https://localhost/',
    'https://[::1]/',
    'https://-a.example/',
    'https://google.example@evil.example/',
    `https://x.example/${'a'.repeat(2048)}`,
  ])('%s is left out', (url) => {
    expect(webAddress(url)).toBeUndefined();
  });

  it('can be held to a shorter limit', () => {
    expect(webAddress('https://x.example/', 17)).toBeUndefined();
    expect(webAddress('https://x.example/', 18)).toBe('https://x.example/');
  });
});

describe('a domain', () => {
  it.each([
    ['techradar.com', 'https://techradar.com/'],
    ['TechRadar.com', 'https://techradar.com/'],
    ['evil.example/path', undefined],
    ['user@evil.example', undefined],
    ['no domain', undefined],
    [undefined, undefined],
  ])('%s leads to %s', (domain, site) => {
    expect(siteOf(domain)).toBe(site);
  });

  it('is read off an address without www', () => {
    expect(domainOf('https://www.techradar.com/news')).toBe('techradar.com');
  });
});

describe('a video', () => {
  it('is watched and seen at its site', () => {
    expect(watchAddress({ site: 'youtube', id: 'MGtomFKVDys' })).toBe('https://www.youtube.com/watch?v=MGtomFKVDys');
    expect(stillAddress({ site: 'youtube', id: 'MGtomFKVDys' })).toBe(
      'https://i.ytimg.com/vi/MGtomFKVDys/hqdefault.jpg',
    );
    expect(watchAddress({ site: 'vimeo', id: '76979871' })).toBe('https://vimeo.com/76979871');
    expect(stillAddress({ site: 'vimeo', id: '76979871' })).toBeUndefined();
  });

  it.each(['../../evil', 'a', 'MGtomFKVDys&list=x', ''])('with the id "%s" has no address', (id) => {
    expect(watchAddress({ site: 'youtube', id })).toBeUndefined();
    expect(stillAddress({ site: 'youtube', id })).toBeUndefined();
    expect(watchAddress({ site: 'vimeo', id })).toBeUndefined();
  });
});
