import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventHashId } from '../../src/events/event-hash.js';
import { canonicalEvent, type EpcisEvent } from '../../src/events/index.js';
import { capturedExamples, examplesPresent, type Example } from './example-files.js';
import { Repository, type Organisation } from './repository.js';

let repository: Repository;
beforeAll(async () => {
  repository = await Repository.start();
});
afterAll(() => repository?.close());

type Form = readonly [accept: string, headers: Readonly<Record<string, string>>];

/** Those that answers have. */
export const forms: readonly Form[] = [
  ['application/ld+json', {}],
  ['application/xml', {}],
  ['application/xml', { 'GS1-EPC-Format': 'Always_GS1_Digital_Link' }],
  ['text/xml', { 'GS1-EPCIS-Max': '1.2', 'GS1-CBV-XML-Format': 'Always_Web_URI' }],
];

const typeOf = ({ name }: Example) => (name.endsWith('.xml') ? 'text/xml' : 'application/json');

/** All pages of what an organisation may see, as they were answered. */
async function answers({ key }: Organisation, headers: Readonly<Record<string, string>>) {
  const pages: { readonly type: string; readonly text: string }[] = [];
  for (let next: string | undefined = '/epcis/events?perPage=30'; next;) {
    const response: Response = await fetch(new URL(next, repository.service.url), {
      headers: { authorization: `Bearer ${key}`, ...headers },
    });
    expect(response.status).toBe(200);
    pages.push({ type: response.headers.get('content-type')!, text: await response.text() });
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  }
  return pages;
}

/** 1.2 asks for these lists where there is nothing to list, so that an empty one says nothing. */
function sayable(event: EpcisEvent, isOf12: boolean): EpcisEvent {
  const { epcList = [], childEPCs = [], ...others } = event;
  if (!isOf12) return event;
  return {
    ...others,
    ...(epcList.length > 0 && { epcList }),
    ...(childEPCs.length > 0 && { childEPCs }),
  };
}

const told = (events: readonly EpcisEvent[], isOf12: boolean) =>
  events
    .map((each) => {
      const event = sayable(each, isOf12);
      return `${eventHashId(event)} ${event.eventID} ${canonicalEvent(event)}`;
    })
    .sort();

/**
 * An answer is captured elsewhere as it is. Every published document is captured by one organisation, read back in some forms,
 * and what was answered is captured by another; both then hold events of the same hashes.
 */
export function testRelays(formsOf: (index: number) => readonly Form[]): void {
  describe('an answer is captured elsewhere as it is', () => {
    const examples = capturedExamples(/\.(json(ld)?|xml)$/);

    test('and there are examples of it, or a notice that there are none', () => {
      expect(examples.length > 100).toBe(examplesPresent());
    });

    for (const [index, example] of examples.entries()) {
      test(example.name, () => relayed(example, formsOf(index)));
    }
  });
}

async function relayed(example: Example, into: readonly Form[]): Promise<void> {
  const first = await repository.organisation('first');
  expect((await repository.send(first, example.text, typeOf(example))).status).toBe(202);
  const held = await repository.events(first);
  for (const [accept, headers] of into) {
    const second = await repository.organisation('second');
    for (const { type, text } of await answers(first, { accept, ...headers })) {
      expect(type).toContain(accept);
      const { status, body } = await repository.send(second, text, type);
      expect({ status, errors: body.errors }).toEqual({ status: 202, errors: undefined });
    }
    const isOf12 = 'GS1-EPCIS-Max' in headers;
    expect(told(await repository.events(second), isOf12)).toEqual(told(held, isOf12));
  }
}
