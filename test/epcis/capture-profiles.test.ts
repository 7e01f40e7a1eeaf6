// Goal: a request may ask that events keep the rules of a sector, too. The events of others stand beside the checkout.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Repository, type Organisation } from './repository.js';

const gln = 'https://id.gs1.org/414/4012345000016';

/** The harvest of a lot, as the rule wants it told. */
const harvest = {
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  ...{ type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning' },
  ...{ eventTime: '2026-11-20T08:00:00+08:00', eventTimeZoneOffset: '+08:00' },
  ...{ readPoint: { id: gln }, bizLocation: { id: gln } },
  bizTransactionList: [{ type: 'po', bizTransaction: 'urn:x:po:1' }],
  quantityList: [
    { epcClass: 'https://id.gs1.org/01/09520123456788/10/A1', quantity: 100, uom: 'KGM' },
  ],
};
const sparse = { ...harvest, bizTransactionList: undefined };

let repository: Repository;
let farm: Organisation;
beforeAll(async () => {
  repository = await Repository.start();
  farm = await repository.organisation('farm');
});
afterAll(() => repository?.close());

interface Refusal {
  readonly code: string;
  readonly errors: readonly { readonly pointer: string; readonly rule: string }[];
}

const capture = (body: object, profile?: string, path = '/epcis/capture') =>
  repository.service.send<Refusal>('POST', path, {
    ...{ key: farm.key, body },
    headers: profile === undefined ? {} : { 'Furrow-Profile': profile },
  });

test('what keeps them is taken', async () => {
  expect((await capture(harvest, 'fsma-204')).status).toBe(202);
});

test('what does not is refused where it says too little, and taken where nobody asks', async () => {
  const before = await repository.rowCount();
  for (const path of ['/epcis/capture', '/epcis/events']) {
    const { status, body } = await capture(sparse, 'fsma-204', path);
    expect([status, body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/bizTransactionList', rule: 'profile.fsma-204' })],
    ]);
  }
  expect(await repository.rowCount()).toBe(before);
  expect((await capture(sparse)).status).toBe(202);
});

test('what breaks EPCIS is told for that alone', async () => {
  const [goods] = harvest.quantityList;
  const wrong = { ...sparse, quantityList: [{ ...goods, quantity: -100 }] };
  const { status, body } = await capture(wrong, 'fsma-204');
  expect([status, body.errors.map(({ rule }) => rule)]).toEqual([400, ['semantics.quantity']]);
});

test('a sector that nobody knows is refused', async () => {
  const { status, body } = await capture(harvest, 'fsma-204, moon');
  expect([status, body.code]).toEqual([400, 'invalid-epcis-header']);
});
