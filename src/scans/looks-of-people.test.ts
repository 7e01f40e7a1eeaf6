// Goal: only looks of people count. Method: requests as browsers, messengers and robots send them.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deviceMark, wideNetworkOf } from './device-mark.js';
import { isLookOfPerson } from './looks-of-people.js';

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';

describe('a look', () => {
  test.each([
    ['a phone', phone],
    ['the browser in WeChat', `${phone} MicroMessenger/8.0.49(0x18003137) NetType/WIFI`],
    [
      'the browser in Alipay',
      'Mozilla/5.0 (Linux; Android 14; wv) Chrome/122.0 Mobile Safari/537.36 AlipayClient/10.5',
    ],
    ['a program that asks for somebody', 'curl/8.5.0'],
    ['nobody who says so', ''],
  ])('of %s counts', (_who, agent) => {
    expect(isLookOfPerson('GET', { 'user-agent': agent })).toBe(true);
  });

  test.each([
    ['WhatsApp', 'WhatsApp/2.23.20.0'],
    ['Facebook', 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)'],
    ['Telegram', 'TelegramBot (like TwitterBot)'],
    ['Slack', 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)'],
    ['a search engine', 'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/)'],
  ])('of %s, which shows a preview or an index, does not', (_who, agent) => {
    expect(isLookOfPerson('GET', { 'user-agent': agent })).toBe(false);
  });

  test.each([
    ['HEAD', 'HEAD', {}],
    ['whoever sends a key', 'GET', { authorization: 'Bearer fk_x' }],
    ['whoever signed in', 'GET', { cookie: 'a=b; furrow_session=xyz' }],
    ['a browser that fetches ahead', 'GET', { 'sec-purpose': 'prefetch;prerender' }],
    ['an older one', 'GET', { purpose: 'prefetch' }],
  ])('by %s does not', (_what, method, headers) => {
    expect(isLookOfPerson(method, { 'user-agent': phone, ...headers })).toBe(false);
  });

  test('with another cookie does', () => {
    expect(isLookOfPerson('GET', { 'user-agent': phone, cookie: 'not_furrow_session=1' })).toBe(
      true,
    );
  });
});

describe('the mark of a device', () => {
  const salt = 'of this month';

  test('is the same within a network, and another for each code, salt and agent', () => {
    const of = (code: string, address: string, agent = phone, with_ = salt) =>
      deviceMark(with_, code, { address, agent }).toString('hex');
    const one = of('A', '203.0.113.7');
    expect(of('A', '203.0.113.99')).toBe(one);
    expect(of('A', '::ffff:203.0.113.7')).toBe(one);
    const others = [
      ...[of('B', '203.0.113.7'), of('A', '203.0.114.7'), of('A', '203.0.113.7', 'another')],
      of('A', '203.0.113.7', phone, 'of the next'),
    ];
    expect(new Set([one, ...others]).size).toBe(5);
  });

  test('takes any address, known or not', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), (address) => {
        expect(deviceMark(salt, 'A', { address, agent: '' })).toHaveLength(16);
      }),
    );
    expect(wideNetworkOf('2001:db8:5ca1:ab1e::77')).toBe(wideNetworkOf('2001:db8:5ca1:1::1'));
  });
});
