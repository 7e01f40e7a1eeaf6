// Goal: what the guide tells a receiver to write knows our messages from those of others, as it stands there.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Message } from '../epcis/receiver.js';
import { Subscribers } from '../epcis/subscribers.js';

const subscribers = Subscribers.ofTests();

type IsOurs = (secret: string, headers: object, body: string, now?: number) => boolean;

async function isOursOfGuide(): Promise<IsOurs> {
  const guide = readFileSync('docs/guides/webhooks.md', 'utf8');
  const [, script = ''] = /```js\n(import \{ createHmac.*?)```/s.exec(guide) ?? [];
  const module = `data:text/javascript,${encodeURIComponent(script)}`;
  return ((await import(module)) as { isOurs: IsOurs }).isOurs;
}

async function messageFor(asked: object): Promise<{ message: Message; secret: string }> {
  const organisation = await subscribers.begin();
  const { body } = await subscribers.subscribe(organisation, { stream: true, ...asked });
  await subscribers.capture(organisation, `urn:x:${body.subscriptionID}`);
  await subscribers.deliver();
  return { message: subscribers.receiver.messages[0]!, secret: String(body.signatureToken) };
}

test('the code of the guide takes our messages, and no others', async () => {
  const isOurs = await isOursOfGuide();
  const now = () => subscribers.repository.service.clock.now();
  const { message, secret } = await messageFor({});
  expect(isOurs(secret, message.headers, message.body, now())).toBe(true);
  expect(isOurs(secret, message.headers, `${message.body} `, now())).toBe(false);
  expect(isOurs(secret, message.headers, message.body, now() + 301_000)).toBe(false);
  expect(isOurs(`whsec_${'QUJD'.repeat(8)}`, message.headers, message.body, now())).toBe(false);
  expect(isOurs(secret, {}, message.body, now())).toBe(false);
  const own = 'a secret of their own'.replaceAll(' ', '-').padEnd(24, '!');
  const { message: signed } = await messageFor({ signatureToken: own });
  expect(isOurs(own, signed.headers, signed.body, now())).toBe(true);
});
