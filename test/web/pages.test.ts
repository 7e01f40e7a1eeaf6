import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { languages } from '../../src/platform/index.js';
import { consumerPage } from '../../src/web/consumer/consumer-page.js';
import { pageHeaders } from '../../src/web/design/document.js';
import type { Reading } from '../../src/web/reading.js';
import { pages } from './pages.js';
import { goods, now, states } from './passports.js';

const reading: Reading = { language: 'en', text: 'normal', theme: 'auto', order: 'newest' };

const cases = Object.keys(pages).flatMap((name) =>
  languages.map((language) => [name, language] as const),
);
const draw = (name: string, wish: Partial<Reading>) => pages[name]!({ ...reading, ...wish });

/** What people read or hear: text, labels and titles, without parts marked as another language. */
function wordsOf(html: string, other: string): string {
  const body = html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(new RegExp(`<(\\w+)[^>]* lang="${other}"[^>]*>.*?</\\1>`, 'gs'), '');
  const spoken = [...body.matchAll(/(?:aria-label|title|alt)="([^"]*)"/g)].map((match) => match[1]);
  return [body.replace(/<[^>]*>/g, ' '), ...spoken].join(' ');
}

describe('every page', () => {
  it.each(cases)('%s in %s runs no script and fetches nothing from elsewhere', (name, language) => {
    // Where a firm links its product to is said as what it is, and followed by nobody but its reader.
    const html = draw(name, { language }).replace(
      /<a href="https:[^"]*" rel="external nofollow"/g,
      '<a',
    );
    expect(html).not.toMatch(/<script|javascript:| on[a-z]+=/i);
    expect(html).not.toMatch(
      /<(?:link|img|iframe|form|a)[^>]*(?:src|href|action)="(?:https?:)?\/\//i,
    );
    expect(html).not.toMatch(/url\(|@import|style="/i);
  });

  it.each(cases)('%s in %s is one document of at most 30 kB compressed', (name, language) => {
    expect(gzipSync(draw(name, { language })).byteLength).toBeLessThanOrEqual(30_000);
  });

  it.each(cases)(
    '%s in %s names its language and keeps out of search engines',
    (name, language) => {
      const html = draw(name, { language });
      expect(html).toMatch(new RegExp(`^<!doctype html><html lang="${language}"`));
      expect(html).toContain('<meta name="robots" content="noindex"/>');
      expect(html.match(/<h1/g)).toHaveLength(1);
    },
  );

  it.each(Object.keys(pages))('%s has no Chinese left in English', (name) => {
    expect(wordsOf(draw(name, { language: 'en' }), 'zh-CN')).not.toMatch(/\p{Script=Han}/u);
  });

  it.each(Object.keys(pages))('%s has no English left in Chinese', (name) => {
    const names =
      /Furrow|HTTPS:\S+|Accept: application\/json|Ctrl|fk_|[0-9A-Z]{9,}|\b[A-Z]\b|r-1|not-enough|not-found|internal/g;
    const html = draw(name, { language: 'zh-CN' }).replace(
      /<span class="code">.*?<\/span><\/span>|<p class="typed code">.*?<\/p>/g,
      '',
    );
    const words = wordsOf(html, 'en').replace(names, '');
    expect(words.match(/[A-Za-z]{2,}/g)).toBeNull();
  });
});

describe('the consumer page', () => {
  const words = (html: string, other = 'zh-CN') => wordsOf(html, other).replace(/\s+/g, ' ').trim();
  const known = Object.entries(states).filter(([, passport]) => 'journey' in passport);

  it('says "Stop: recalled" in the title and before anything about the goods', () => {
    const html = draw('recalled', {});
    expect(html).toContain('<title>Stop: recalled · Yellow peaches</title>');
    expect(html).toMatch(/<main><div class="band stop" role="alert">.*?<h1>Stop: recalled<\/h1>/);
    expect(words(html).indexOf('Do not eat it')).toBeLessThan(words(html).indexOf('Issued'));
  });

  it('tells what to do and about the money before why', () => {
    const text = words(draw('recalled', {}));
    const order = ['Stop: recalled', 'Do not eat it', 'full price back', 'Listeria', '+86 10'];
    const found = order.map((part) => text.indexOf(part, 40));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
  });

  it('never calls goods authentic, genuine or verified', () => {
    for (const [name] of known) {
      expect(words(draw(name, {}))).not.toMatch(/authentic|genuine|verified/i);
    }
  });

  it('shows the journey newest first, or from the start when asked', () => {
    const at = (html: string, word: string) => html.indexOf(`class="act">${word}<`);
    const newest = draw('recorded', {});
    const story = draw('recorded', { order: 'story' });
    expect(at(newest, 'Received')).toBeLessThan(at(newest, 'Picked'));
    expect(at(story, 'Picked')).toBeLessThan(at(story, 'Received'));
  });

  it('draws an unrecorded stretch between the steps around it', () => {
    expect(words(draw('recorded', {}))).toMatch(/Received .* Not recorded: 6 hours .*Stored/);
  });

  it('names how well each fact is proven and what it cannot see', () => {
    const text = words(draw('recorded-bare', {}));
    expect(text).toContain('own statement');
    expect(text).toContain('No temperatures are shown.');
    expect(text).toContain('No tests are recorded.');
    expect(text).toContain('3 steps are told by one side only.');
    expect(text).toContain('12 steps after the first are not shown');
  });

  it('answers alike, to the byte, for every unknown code at every moment', () => {
    const page = (moment: number) =>
      consumerPage({ verdict: 'unknown', code: '7K3M9QTX2WPB' }, reading, moment);
    expect(page(now)).toBe(page(now + 86_400_000));
  });

  it('marks the wrong character of a mistyped code', () => {
    const html = draw('malformed-character', {});
    expect(html).toContain('7K3M9Q<mark>!</mark>X2WPA');
    expect(words(html)).toContain('Character 7 cannot stand in a code');
  });

  it('escapes whatever firms and strangers wrote', () => {
    const hostile = '<script>alert(1)</script>" onload="x';
    const html = consumerPage(
      { ...goods, verdict: 'recorded', issuer: { text: hostile }, origin: { text: hostile } },
      reading,
      now,
    );
    expect(html).not.toContain('<script>');
    const mistyped = consumerPage(
      { verdict: 'malformed', text: hostile, fault: 'length' },
      reading,
      now,
    );
    expect(mistyped).not.toMatch(/<script>|" onload="/);
  });

  it('shows every clock as the place had it, never as the server has it', () => {
    expect(words(draw('recorded', {}))).toContain('20 Nov, 09:12');
    expect(words(draw('recorded', { language: 'zh-CN' }), 'en')).toContain('11月20日 09:12');
  });

  it('is the same in large text but for the size', () => {
    const normal = draw('recorded', {});
    const large = draw('recorded', { text: 'large' });
    expect(large).toContain('data-text="large"');
    expect(words(large)).toBe(words(normal));
  });
});

describe('the headers of a page', () => {
  it('forbid everything but our own style sheet, pictures and forms', () => {
    const policy = pageHeaders(reading)['Content-Security-Policy'];
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+=*'; /);
    expect(policy).not.toMatch(/unsafe|script-src|\*/);
  });

  it('tell caches that language matters', () => {
    expect(pageHeaders({ ...reading, language: 'zh-CN' })).toMatchObject({
      'Content-Language': 'zh-CN',
      Vary: expect.stringContaining('Accept-Language'),
    });
  });
});

it('a fault on our side shows nothing of its inside', () => {
  expect(draw('problem-500', {})).not.toContain('secret');
});
