// Goal: a browser that obeys SameSite and form-action gets to the issuer and back, and is signed in when it arrives. Method:
// Chromium, a service and an issuer that are two sites to it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { NewInvitationView } from '../../src/people/people.dto.js';
import { World } from '../cases/world.js';
import { TestIssuer } from '../support/issuer.js';

const published = 'http://furrow.example';

let issuer: TestIssuer;
let world: World;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  issuer = await TestIssuer.start(`${published}/sign-in/oidc/callback`);
  world = await World.start({
    ...{ publicUrl: published, oidc: issuer.client },
    outgoingAllowed: new Set([issuer.origin]),
  });
  await world.bearCanaries('F');
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { host } = new URL(world.service.url);
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...root, `--host-resolver-rules=MAP furrow.example:80 ${host}`],
  });
  page = await browser.newPage({ locale: 'en' });
});
afterAll(async () => {
  await browser.close();
  await world.close();
  await issuer.close();
});

const signOut = () => page.getByRole('button', { name: 'Sign out' });

test('somebody joins with an account, signs out, and signs in again where they wanted to go', async () => {
  const { key } = await world.trader('F');
  const body = { name: await world.secret('F', 'person'), role: 'editor' };
  const path = '/api/v1/invitations';
  const invited = await world.service.send<NewInvitationView>('POST', path, { key, body });
  await page.goto(`${published}/join`);
  await page.fill('#code', invited.body.code);
  await page.click('#account');
  await page.waitForURL(`${published}/`);
  expect(await signOut().count()).toBe(1);
  await signOut().click();
  await page.waitForURL(`${published}/`);
  expect(await signOut().count()).toBe(0);
  await page.goto(`${published}/scan`);
  await page.click('#account');
  await page.waitForURL(`${published}/scan`);
  expect(await signOut().count()).toBe(1);
  for (let back = 0; back < 3; back += 1) {
    await page.goBack();
    expect(page.url()).not.toContain('code=');
  }
});
