import { describe, expect, it } from '@jest/globals';
import { readReading, readingCookie, readingLink } from './reading.js';

const read = (query: string, cookie?: string, acceptLanguage?: string) =>
  readReading({ query: new URLSearchParams(query), cookie, acceptLanguage }, 'zh-CN');

describe('a reading', () => {
  it('has sensible defaults', () => {
    expect(read('')).toEqual({ language: 'zh-CN', text: 'normal', theme: 'auto', order: 'newest' });
  });

  it('is what the address says, then what the cookie remembers, part by part', () => {
    expect(read('text=large', 'en.normal.dark')).toEqual({
      language: 'en',
      text: 'large',
      theme: 'dark',
      order: 'newest',
    });
  });

  it('passes over whatever is not a choice', () => {
    expect(read('lang=tlh&text=huge&theme=pink&order=random', '<script>.x', 'en')).toEqual({
      language: 'en',
      text: 'normal',
      theme: 'auto',
      order: 'newest',
    });
  });

  it('survives its own cookie and its own links', () => {
    const wish = { language: 'en', text: 'large', theme: 'dark', order: 'story' } as const;
    expect(read(readingLink(wish, {}).slice(1))).toEqual(wish);
    expect(read('order=story', readingCookie(wish))).toEqual(wish);
  });

  it('can be undone by a link though the cookie remembers otherwise', () => {
    const large = read('text=large');
    const back = readingLink(large, { text: 'normal' }).slice(1);
    expect(read(back, readingCookie(large)).text).toBe('normal');
  });
});
