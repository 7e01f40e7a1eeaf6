import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { languages } from '../../platform/index.js';
import type { Speech } from '../catalogue/speech.js';
import { readingLink, type Reading } from '../reading.js';
import { Icon } from './icon.js';
import { contentSecurityPolicy, styleSheet } from './style-sheet.js';

/** A page before it is drawn: its title, which link previews show, and its content. */
export interface Page {
  readonly title: string;
  readonly reading: Reading;
  readonly speech: Speech;
  readonly content: ComponentChildren;
}

/** A whole HTML document: no script, nothing fetched from elsewhere, not for search engines. */
export function renderPage(page: Page): string {
  const [head, body, end] = shellOf(page.reading, page.speech);
  const title = render(<title>{page.title}</title>);
  return `<!doctype html>${head}${title}${body}${render(<>{page.content}</>)}${end}`;
}

/** Stands where a page's own parts go; HTML allows it nowhere, so no text can hold it. */
const slot = '\u0000';
const shells = new Map<string, readonly string[]>();

/**
 * What is around the content is the same for all who read alike, a quarter of the work of a page, so it
 * is drawn once per reading: there are at most 24 of those.
 */
function shellOf(reading: Reading, speech: Speech): readonly string[] {
  const key = readingLink(reading, {});
  const shell = shells.get(key) ?? render(<Shell reading={reading} speech={speech} />).split(slot);
  shells.set(key, shell);
  return shell;
}

/** What every page of ours is sent with, besides what all answers carry at the public door or behind it. */
export function pageHeaders(reading: Reading): Readonly<Record<string, string>> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': reading.language,
    Vary: 'Accept, Accept-Language, Cookie',
    'Content-Security-Policy': contentSecurityPolicy,
    'Referrer-Policy': 'no-referrer',
  };
}

// A page icon inside the page spares every visitor a second request.
const markPath =
  'M3 21c6-1 9-4 9-10M21 21c-6-1-9-4-9-10M12 11V8M12 8c0-4-3-6-7-6 0 4 3 6 7 6zM12 8c0-4 3-6 7-6 0 4-3 6-7 6z';
const markAddress = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#1f5a32" stroke-width="2"><path d="${markPath}"/></svg>`,
)}`;

function Shell({ reading, speech }: Pick<Page, 'reading' | 'speech'>) {
  return (
    <html lang={reading.language} data-text={reading.text} data-theme={reading.theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        {slot}
        <link rel="icon" href={markAddress} />
        {languages.map((language) => (
          <link rel="alternate" hreflang={language} href={readingLink(reading, { language })} />
        ))}
        <style dangerouslySetInnerHTML={{ __html: styleSheet }} />
      </head>
      <body>
        <Bar reading={reading} speech={speech} />
        {slot}
      </body>
    </html>
  );
}

const languageNames = { en: 'EN', 'zh-CN': '中文' } as const;

function Bar({ reading, speech }: { readonly reading: Reading; readonly speech: Speech }) {
  const { say } = speech;
  const isDark = reading.theme === 'dark';
  const themeWords = isDark ? say('bar.light') : say('bar.dark');
  return (
    <nav class="bar" aria-label={say('bar.label')}>
      <a class="mark" href="/">
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d={markPath} />
        </svg>
        Furrow
      </a>
      {languages.map((language) => (
        <a
          class="choice"
          lang={language}
          hreflang={language}
          href={readingLink(reading, { language })}
          aria-current={language === reading.language ? 'true' : undefined}
        >
          {languageNames[language]}
        </a>
      ))}
      <a
        class="choice"
        href={readingLink(reading, { text: 'normal' })}
        aria-label={say('bar.textNormal')}
        aria-current={reading.text === 'normal' ? 'true' : undefined}
      >
        A
      </a>
      <a
        class="choice large"
        href={readingLink(reading, { text: 'large' })}
        aria-label={say('bar.textLarge')}
        aria-current={reading.text === 'large' ? 'true' : undefined}
      >
        A+
      </a>
      <a
        class="choice"
        href={readingLink(reading, { theme: isDark ? 'light' : 'dark' })}
        aria-label={themeWords}
        title={themeWords}
      >
        <Icon name={isDark ? 'sun' : 'moon'} />
      </a>
    </nav>
  );
}
