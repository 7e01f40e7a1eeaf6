// `npm run images`: takes the pictures of docs/images anew from the demo, on an empty database of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const folder = mkdtempSync(path.join(tmpdir(), 'furrow-images-'));
const demo = spawn(process.execPath, ['dist/src/main.js', '--demo'], {
  env: { ...process.env, PORT: '3999', FURROW_DATA_DIR: folder, LOG_LEVEL: 'fatal' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(demo, 'exit');

try {
  const told = await greetingOf(demo);
  const addressOf = (line) => new RegExp(`${line} +(http://\\S+)`).exec(told)?.[1];
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  await consumerPages(browser, [addressOf('Consumer page'), addressOf('A recalled batch')]);
  await forms(browser, new URL(addressOf('Home')).origin);
  await browser.close();
} finally {
  demo.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

async function greetingOf({ stdout }) {
  let text = '';
  for await (const chunk of stdout) {
    text += chunk;
    if (/fk_demo_admin.*\n/.test(text)) return text;
  }
  throw new Error('the demo ended without a greeting');
}

/** A batch with its journey, and one that is recalled; in English and in Chinese. */
async function consumerPages(browser, [recorded, recalled]) {
  const shots = [];
  for (const [address, language] of [
    [recorded, 'en'],
    [recorded, 'zh-CN'],
    [recalled, 'en'],
  ]) {
    const page = await browser.newPage({ locale: language, viewport: { width: 390, height: 844 } });
    await page.goto(address);
    shots.push(await page.screenshot());
    await page.close();
  }
  await sideBySide(browser, shots, 'docs/images/consumer-page.png');
}

/** The producer's form with its label, and the carrier's scan page. */
async function forms(browser, origin) {
  const signedIn = async (where, key) => {
    const context = await browser.newContext({
      locale: 'en',
      viewport: { width: 390, height: 844 },
    });
    const page = await context.newPage();
    await page.goto(origin + where);
    await page.click('summary');
    await page.fill('#key', key);
    await page.click('details button');
    await page.waitForURL(`**${where}`);
    return page;
  };
  const desk = await signedIn('/desk/batches/new', 'fk_demo_producer');
  await desk.fill('#quantity', '500');
  const form = await desk.screenshot();
  await desk.click('form[action="/desk/batches"] button');
  await desk.click('a[href*="labels"]');
  await desk.waitForSelector('.label svg');
  const labels = await desk.screenshot();
  const code = (await desk.locator('.label .code').first().innerText()).replace(/\W/g, '');
  const scan = await signedIn('/scan', 'fk_demo_carrier');
  await scan.fill('#code', code);
  await scan.press('#code', 'Enter');
  await scan.waitForSelector('.flash');
  await sideBySide(browser, [form, labels, await scan.screenshot()], 'docs/images/forms.png');
}

async function sideBySide(browser, shots, file) {
  const width = shots.length * 390 + (shots.length + 1) * 16;
  const page = await browser.newPage({ viewport: { width, height: 844 + 32 } });
  const images = shots
    .map((shot) => `<img src="data:image/png;base64,${shot.toString('base64')}">`)
    .join('');
  await page.setContent(
    `<style>body{margin:0;padding:16px;display:flex;gap:16px;background:#d8d6ca}img{border-radius:8px}</style>${images}`,
    { waitUntil: 'load' },
  );
  await page.screenshot({ path: file });
  await page.close();
}
