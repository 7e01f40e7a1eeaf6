// Goal: every state of the consumer's page is readable on a small phone. Method: Chromium shows each one
// in both languages; with FURROW_SCREENSHOTS=<folder> it also leaves a picture of each there.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { languages } from '../../src/platform/i18n/index.js';
import { consumerPage, type Reading } from '../../src/web/index.js';
import { now, states } from './passports.js';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  page = await browser.newPage({ javaScriptEnabled: true });
});
afterAll(() => browser.close());

const reading: Reading = { language: 'en', text: 'normal', theme: 'auto', order: 'newest' };

/** CSS pixels by which the content is wider than the window. */
const sidewaysScroll = () =>
  page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');

const cases = Object.keys(states).flatMap((state) =>
  languages.map((language) => [state, language] as const),
);

describe('the consumer page', () => {
  it.each(cases)(
    'about a code that is %s, in %s, needs no sideways scroll',
    async (state, language) => {
      for (const text of ['normal', 'large'] as const) {
        await page.setContent(consumerPage(states[state]!, { ...reading, language, text }, now));
        // 320 px is also what 400 % zoom leaves of a 1280 px window (WCAG 2.2, 1.4.10).
        await page.setViewportSize({ width: 320, height: 640 });
        expect(await sidewaysScroll()).toBeLessThanOrEqual(0);
      }
      await takePicture(
        `${state}.${language}`,
        consumerPage(states[state]!, { ...reading, language }, now),
      );
    },
  );
});

async function takePicture(name: string, html: string): Promise<void> {
  const folder = process.env['FURROW_SCREENSHOTS'];
  if (folder === undefined) return;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.setContent(html);
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
