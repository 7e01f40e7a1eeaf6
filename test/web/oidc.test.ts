// Goal: an account at the issuer opens what was joined with it and nothing else. Method: a real issuer on loopback, which can
// be made to lie, and browsers whose cookies and addresses can be changed on the way.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { UserRole } from '../../src/access/index.js';
import { present } from '../../src/kernel/index.js';
import { SessionsService } from '../../src/people/index.js';
import type { NewInvitationView, PersonView } from '../../src/people/people.dto.js';
import { selectByAccount } from '../../src/people/people.store.js';
import { World } from '../cases/world.js';
import { TestIssuer, type Lie } from '../support/issuer.js';
import { WanderingBrowser, type Stop } from '../support/wandering-browser.js';

const published = 'http://furrow.example';
const callback = /\/sign-in\/oidc\/callback\?/;
const password = 'the pears are ripe';

let issuer: TestIssuer;
let world: World;
let farm: string;
beforeAll(async () => {
  issuer = await TestIssuer.start(`${published}/sign-in/oidc/callback`);
  world = await World.start({
    ...{ publicUrl: published, oidc: issuer.client },
    outgoingAllowed: new Set([issuer.origin]),
  });
  farm = (await world.trader('F')).key;
});
beforeEach(() => {
  issuer.letsThrough = true;
  issuer.lie = undefined;
});
afterAll(async () => {
  await world.close();
  await issuer.close();
});

const aBrowser = (language = 'en') => new WanderingBrowser(published, world.service.url, language);

/** Who joins with it is the newest, which those of one moment are not by their ids. */
async function invite(role: UserRole = 'editor'): Promise<string> {
  world.service.clock.advance(1);
  const body = { name: 'Li', role };
  const path = '/api/v1/invitations';
  return (await world.service.send<NewInvitationView>('POST', path, { key: farm, body })).body.code;
}

async function people(): Promise<PersonView[]> {
  const path = '/api/v1/people';
  return (await world.service.send<{ items: PersonView[] }>('GET', path, { key: farm })).body.items;
}

/** Somebody of the farm who joined with the account, in a browser that is signed in. */
async function join(
  person: string,
  code?: string,
): Promise<{ browser: WanderingBrowser; at: Stop }> {
  issuer.person = person;
  const browser = aBrowser();
  const fields = { code: code ?? (await invite()), login: '', password: '' };
  return { browser, at: await browser.wander('/join/oidc', { fields }) };
}

const isSignedIn = async (browser: WanderingBrowser) =>
  (await browser.open('/desk/batches/new')).status === 200;

/** A browser that the issuer is about to send back, with the address that it would open. */
async function returning(
  change: (address: URL) => void = () => undefined,
): Promise<{ browser: WanderingBrowser; back: string }> {
  const browser = aBrowser();
  const { onward } = await browser.open('/sign-in/oidc');
  const address = new URL(present(onward, 'the address of the issuer'));
  change(address);
  const stop = await browser.wander(address.href, { until: callback });
  return { browser, back: present(stop.onward, 'the way back') };
}

const words = {
  down: 'cannot be reached just now',
  declined: 'did not let you through',
  unproven: 'does not fit what was asked',
  over: 'took too long, was used before',
  unknown: 'Nobody here has joined with this account',
  'code-over': 'This code does not hold',
  'account-taken': 'Somebody signs in with this account already',
};

/** The page at the end says what went wrong, at an address without secrets, and nobody is signed in. */
async function isRefused(browser: WanderingBrowser, at: Stop, why: keyof typeof words) {
  expect(at.text).toContain(words[why]);
  expect([at.status, at.url.split('?')[1]]).toEqual([
    why === 'down' ? 503 : 422,
    expect.stringMatching(/^account=[a-z-]+$/),
  ]);
  expect(await isSignedIn(browser)).toBe(false);
}

describe('an account at the issuer', () => {
  test('joins with a code instead of a password, and signs in from then on', async () => {
    const { browser, at } = await join('li');
    expect([at.status, at.url]).toEqual([200, `${published}/`]);
    expect(await isSignedIn(browser)).toBe(true);
    const [person] = await people();
    expect(person).toMatchObject({ issuer: issuer.origin, name: 'Li', role: 'editor' });
    expect(person).not.toHaveProperty('login');
    const later = aBrowser();
    const stop = await later.wander('/sign-in/oidc?next=/scan', { until: /\/scan$/ });
    expect([stop.url, stop.onward]).toEqual([
      `${published}/sign-in/oidc/done?next=%2Fscan`,
      `${published}/scan`,
    ]);
    expect(await isSignedIn(later)).toBe(true);
  });

  test('is asked for with code, PKCE, state and nonce, and for nothing but who it is', async () => {
    const begun = await aBrowser().open('/sign-in/oidc');
    expect(begun.status).toBe(303);
    const asked = Object.fromEntries(new URL(String(begun.onward)).searchParams);
    expect(asked).toEqual({
      ...{ client_id: 'furrow', response_type: 'code', scope: 'openid' },
      ...{ redirect_uri: `${published}/sign-in/oidc/callback`, code_challenge_method: 'S256' },
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(begun.headers.get('set-cookie')).toMatch(
      /^furrow_oidc=[\w.-]{131}; Path=\/sign-in\/oidc; HttpOnly; SameSite=Lax; Max-Age=600$/,
    );
  });

  test('opens nothing where nobody joined with it, and makes nobody', async () => {
    const before = await people();
    issuer.person = 'a stranger';
    const browser = aBrowser();
    await isRefused(browser, await browser.wander('/sign-in/oidc'), 'unknown');
    expect(await people()).toEqual(before);
  });

  test('of who left is refused, and comes back by a new code only', async () => {
    const { browser } = await join('leaving');
    const [person] = await people();
    const path = `/api/v1/people/${person?.id}`;
    expect((await world.service.send('DELETE', path, { key: farm })).status).toBe(204);
    expect(await isSignedIn(browser)).toBe(false);
    const again = aBrowser();
    await isRefused(again, await again.wander('/sign-in/oidc'), 'unknown');
    expect(await isSignedIn((await join('leaving')).browser)).toBe(true);
    await again.wander('/sign-in/oidc');
    expect(await isSignedIn(again)).toBe(true);
  });

  test('joins also where the invitations of its organisation met too many logins: it is none', async () => {
    const { organisationId } = await world.trader('F');
    const meet = (misses: number) =>
      world.service.everything.query(
        `INSERT INTO login_misses (organisation_id, since, misses) VALUES ($1, now(), $2)
         ON CONFLICT (organisation_id) DO UPDATE SET misses = excluded.misses`,
        [organisationId, misses],
      );
    await meet(1_000);
    const { browser } = await join('unheld');
    expect(await isSignedIn(browser)).toBe(true);
    await meet(0);
  });

  test('is one person’s, also where two codes are used at once; a code that met another’s account holds', async () => {
    issuer.person = 'twice';
    const codes = await Promise.all([invite(), invite()]);
    const backs = await Promise.all(
      codes.map(async (code) => {
        const browser = aBrowser();
        const fields = { code };
        const stop = await browser.wander('/join/oidc', { fields, until: callback });
        return { browser, back: String(stop.onward) };
      }),
    );
    const ends = await Promise.all(backs.map(({ browser, back }) => browser.wander(back)));
    expect(ends.map(({ status }) => status).sort()).toEqual([200, 422]);
    const [refused] = ends.flatMap((at, i) => (at.status === 422 ? [{ at, i }] : []));
    await isRefused(aBrowser(), present(refused, 'one').at, 'account-taken');
    const code = present(codes[present(refused, 'one').i], 'its code');
    expect((await join('once', code)).at.status).toBe(200);
  });

  test('of an issuer that is chosen nowhere has no button and no address', async () => {
    const without = await World.start({ publicUrl: published });
    for (const page of ['/sign-in', '/join']) {
      expect((await world.service.send('GET', page)).body).toContain('id="account"');
      expect((await without.service.send('GET', page)).body).not.toContain('oidc');
    }
    const browser = new WanderingBrowser(published, without.service.url);
    expect((await browser.open('/sign-in/oidc')).status).toBe(404);
    expect((await browser.open('/join/oidc', { code: 'x' })).status).toBe(404);
    expect((await browser.wander('/sign-in/oidc/callback?code=a&state=b')).status).toBe(422);
    await without.close();
  });

  test('is offered in both languages', async () => {
    expect((await aBrowser('zh-CN').open('/sign-in')).text).toContain('使用本单位账号登录');
    expect((await aBrowser('zh-CN').open('/join')).text).toContain('使用本单位账号');
    expect((await aBrowser().open('/sign-in')).text).toContain('Sign in with your firm');
    const told = await aBrowser('zh-CN').open('/sign-in?account=over');
    expect(told.text).toContain('本次登录已超时');
  });
});

describe('a code', () => {
  test('that does not hold leads to no issuer', async () => {
    const at = await aBrowser().open('/join/oidc', { code: 'none' });
    expect([at.status, at.onward]).toEqual([422, undefined]);
    expect(at.text).toContain(words['code-over']);
  });

  test('that ended while its holder was at the issuer makes nobody', async () => {
    const code = await invite();
    issuer.person = 'slow';
    const browser = aBrowser();
    const { onward } = await browser.wander('/join/oidc', { fields: { code }, until: callback });
    expect((await join('quick', code)).at.status).toBe(200);
    issuer.person = 'slow';
    await isRefused(browser, await browser.wander(String(onward)), 'code-over');
  });

  test('for somebody who is here ties them to the account: the password and all sessions end', async () => {
    const before = aBrowser();
    const given = { code: await invite(), login: 'moving', password };
    await before.open('/join', given);
    expect(await isSignedIn(before)).toBe(true);
    const { id } = present((await people())[0], 'the person');
    const reset = async () =>
      (
        await world.service.send<NewInvitationView>('POST', `/api/v1/people/${id}/resets`, {
          key: farm,
        })
      ).body.code;
    const { browser } = await join('moved', await reset());
    expect([await isSignedIn(before), await isSignedIn(browser)]).toEqual([false, true]);
    const { status } = await aBrowser().open('/sign-in', { login: 'moving', password, next: '/' });
    expect(status).toBe(422);
    expect((await people())[0]).toMatchObject({ id, issuer: issuer.origin });
    const back = await aBrowser().open('/join', { ...given, code: await reset() });
    expect([back.status, back.text]).toEqual([422, expect.stringContaining('no password to set')]);
    await join('of another');
    const taken = await join('of another', await reset());
    await isRefused(taken.browser, taken.at, 'account-taken');
  });

  test('sets an account anew while somebody signs in with the old one, who is not signed in', async () => {
    await join('old one');
    const { id } = present((await people())[0], 'the person');
    const { database, app } = world.service;
    const gate = database.as({ role: 'gate' });
    const account = { issuer: issuer.origin, subject: 'old one' };
    const old = present(await selectByAccount(gate, account), 'the person');
    const path = `/api/v1/people/${id}/resets`;
    const { body } = await world.service.send<NewInvitationView>('POST', path, { key: farm });
    expect((await join('new one', body.code)).at.status).toBe(200);
    const sessions = app.get(SessionsService, { strict: false });
    expect(await sessions.beginOfPerson(gate, old)).toBeUndefined();
  });

  test('is sent by a page of this service only', async () => {
    const { status } = await world.service.send('POST', '/join/oidc', {
      body: `code=${await invite()}`,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Origin: 'https://elsewhere.example',
      },
    });
    expect(status).toBe(403);
  });
});

describe('who comes back from the issuer', () => {
  beforeAll(async () => {
    await join('known');
  });
  beforeEach(() => {
    issuer.person = 'known';
  });

  test('is signed in, as long as nothing is changed on the way', async () => {
    const { browser, back } = await returning();
    expect((await browser.wander(back)).status).toBe(200);
    expect(await isSignedIn(browser)).toBe(true);
  });

  test('with another state is refused', async () => {
    const { browser, back } = await returning();
    const address = new URL(back);
    address.searchParams.set('state', 'another');
    await isRefused(browser, await browser.wander(address.href), 'unproven');
  });

  test('with an answer to another nonce is refused', async () => {
    const { browser, back } = await returning((to) => to.searchParams.set('nonce', 'another'));
    await isRefused(browser, await browser.wander(back), 'unproven');
  });

  test('with the code of another browser is refused, by PKCE', async () => {
    const victim = await returning();
    const { browser, back } = await returning();
    const address = new URL(back);
    const code = new URL(victim.back).searchParams.get('code');
    address.searchParams.set('code', String(code));
    await isRefused(browser, await browser.wander(address.href), 'unproven');
  });

  test('in another browser is refused, and the issuer is not asked', async () => {
    const { back } = await returning();
    const before = issuer.tokenRequests;
    const other = aBrowser();
    await isRefused(other, await other.wander(back), 'over');
    expect(issuer.tokenRequests).toBe(before);
  });

  test('a second time is refused, also with copied cookies, and the issuer is not asked', async () => {
    const { browser, back } = await returning();
    const twin = browser.twin();
    expect((await browser.wander(back)).status).toBe(200);
    const before = issuer.tokenRequests;
    await isRefused(twin, await twin.wander(back), 'over');
    expect(issuer.tokenRequests).toBe(before);
  });

  test('with a code that was used is refused', async () => {
    const first = await returning();
    await first.browser.wander(first.back);
    const { browser, back } = await returning();
    const address = new URL(back);
    address.searchParams.set('code', String(new URL(first.back).searchParams.get('code')));
    await isRefused(browser, await browser.wander(address.href), 'unproven');
  });

  test('later than ten minutes is refused', async () => {
    const early = await returning();
    const late = await returning();
    world.service.clock.advance(10 * 60_000 - 1);
    expect((await early.browser.wander(early.back)).status).toBe(200);
    world.service.clock.advance(1);
    await isRefused(late.browser, await late.browser.wander(late.back), 'over');
  });

  test.each<[string, Lie]>([
    ['for another audience', { claims: { aud: 'another' } }],
    [
      'for several, whose presenter is another',
      { claims: { aud: ['furrow', 'another'], azp: 'another' } },
    ],
    ['of another issuer', { claims: { iss: 'https://elsewhere.example' } }],
    ['that is over', { claims: { exp: 1 } }],
    ['for another nonce', { claims: { nonce: 'another' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['that somebody else signed', { forged: true }],
  ])('with a token %s is refused', async (_what, lie) => {
    const { browser, back } = await returning();
    issuer.lie = lie;
    await isRefused(browser, await browser.wander(back), 'unproven');
  });

  test('with a no of the issuer is told so', async () => {
    issuer.letsThrough = false;
    const browser = aBrowser();
    await isRefused(browser, await browser.wander('/sign-in/oidc'), 'declined');
  });

  test('while the issuer is down is told so, and is signed in once it is up', async () => {
    const { browser, back } = await returning();
    await issuer.close();
    await isRefused(browser, await browser.wander(back), 'down');
    await issuer.open();
    expect((await browser.wander('/sign-in/oidc')).status).toBe(200);
    expect(await isSignedIn(browser)).toBe(true);
  });

  test('has left nothing in the tables that opens anything, and no secret in an address that is kept', async () => {
    const { browser, back } = await returning();
    const [found] = await world.service.everything.query<{ kept: string }>(
      'SELECT json_agg(oidc_sign_in)::text AS kept FROM oidc_sign_in',
    );
    const { searchParams } = new URL(back);
    for (const name of ['code', 'state']) {
      expect(found?.kept).not.toContain(String(searchParams.get(name)));
    }
    const stop = await browser.wander(back);
    const kept = browser.way.slice(browser.way.indexOf(back) + 1);
    expect(stop.status).toBe(200);
    expect(kept).toEqual([`${published}/sign-in/oidc/done?next=%2F`, `${published}/`]);
  });
});

test('an issuer that was never up is told of as down, and no sooner asked than it is needed', async () => {
  const unheard = await World.start({
    ...{ publicUrl: published, outgoingAllowed: new Set(['http://127.0.0.1:9']) },
    oidc: { ...issuer.client, issuer: 'http://127.0.0.1:9' },
  });
  const browser = new WanderingBrowser(published, unheard.service.url);
  expect((await browser.open('/sign-in')).status).toBe(200);
  const at = await browser.open('/sign-in/oidc');
  expect([at.status, at.text]).toEqual([503, expect.stringContaining(words.down)]);
  await unheard.close();
});
