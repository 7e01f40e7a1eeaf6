import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../access/index.js';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.js';
import { ProductsService, type NewProduct } from './products.service.js';
import { resolveOrMentionProducts, resolveProducts } from './resolve.js';

let test: TestDatabase;
let products: ProductsService;
beforeAll(async () => {
  test = await cloneDatabase({ role: 'furrow_fold' });
  products = new ProductsService(test.database, test.clock, test.random);
});
afterAll(() => test.drop());

const someone = (): Actor => ({
  organisationId: test.random.uuid(),
  partyId: test.random.uuid(),
  roles: ['producer'],
  scopes: ['read', 'write'],
  credential: 'test',
});
const mention = (...keys: string[]) =>
  test.database.transaction((tx) => resolveOrMentionProducts(tx, keys, test));
const register = (request: Partial<NewProduct>, actor = someone()) =>
  products.register(actor, { name: 'Milk', unit: 'H87', ...request });

describe('a GTIN in an event', () => {
  it('becomes a product without owner, one for all who name it', async () => {
    const first = await mention('/01/09501101530003');
    const second = await mention('/01/09501101530003', '/01/09501101530003');
    expect(first.get('/01/09501101530003')).toMatchObject({
      product: { organisationId: null, gtin: '09501101530003', unit: null, packLevels: [] },
      level: 0,
    });
    expect(second).toEqual(first);
  });

  it('is one product also when many name it at once', async () => {
    const key = '/01/09501101530010';
    const answers = await Promise.all(Array.from({ length: 20 }, () => mention(key)));
    const ids = new Set(answers.map((answer) => answer.get(key)?.product.id));
    expect(ids.size).toBe(1);
    const [{ count }] = (await test.database.query<{ count: string }>(
      'SELECT count(*) FROM product WHERE id NOT IN (SELECT product_id FROM product_gtin)',
    )) as [{ count: string }];
    expect(count).toBe('0');
  });

  it('sets of GTINs named in opposite orders do not deadlock', async () => {
    const keys = Array.from({ length: 200 }, (_, i) => `/01/9${String(i).padStart(13, '0')}`);
    const sent = test.database.statementsSent;
    const [there, back] = await Promise.all([mention(...keys), mention(...keys.toReversed())]);
    expect(there.size).toBe(200);
    expect(back.size).toBe(200);
    // Begin, one statement, at most one more for what the other one had just committed, commit; twice.
    expect(test.database.statementsSent - sent).toBeLessThanOrEqual(8);
  });

  it('is adopted, with its id, by whoever registers it', async () => {
    const named = (await mention('/01/09501101530027')).get('/01/09501101530027');
    const product = await register({ gtin: '09501101530027' });
    expect(product.id).toBe(named?.product.id);
    await expect(register({ gtin: '09501101530027' })).rejects.toMatchObject({
      kind: { code: 'product-exists' },
      members: { productId: product.id },
    });
  });

  it('is registered once, however many try at once', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => register({ gtin: '09501101530034' })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of tries) {
      if (attempt.status === 'rejected') {
        expect(attempt.reason).toMatchObject({ kind: { code: 'product-exists' } });
      }
    }
  });

  it('of a pack names the product and how many are in it', async () => {
    const { id } = await register({
      gtin: '09501101530041',
      packLevels: [{ name: 'case', contains: '12', gtin: '19501101530048' }],
    });
    const known = await resolveProducts(test.database, [
      '/01/19501101530048',
      '/01/09501101530041',
    ]);
    expect(known.get('/01/19501101530048')).toMatchObject({ product: { id }, level: 1 });
    expect(known.get('/01/09501101530041')).toMatchObject({ product: { id }, level: 0 });
    await expect(register({ gtin: '19501101530048' })).rejects.toMatchObject({
      errors: [{ pointer: '/gtin' }],
    });
  });

  it('that names a product cannot become a pack of another', async () => {
    await mention('/01/19501101530055');
    const attempt = register({
      itemCode: 'X',
      packLevels: [{ name: 'case', contains: '6', gtin: '19501101530055' }],
    });
    await expect(attempt).rejects.toMatchObject({ errors: [{ pointer: '/packLevels/0/gtin' }] });
  });
});

describe('keys that name no product we know', () => {
  it('are missing from the answer, and nothing is made of them', async () => {
    const strange = [
      `urn:uuid:${test.random.uuid()}`,
      '/00/395011015300000011',
      'urn:x:y',
      '/01/1',
    ];
    expect((await mention(...strange)).size).toBe(0);
    expect((await resolveProducts(test.database, [...strange, '/01/09501101539990'])).size).toBe(0);
  });

  it('a product without GTIN is named by our id', async () => {
    const { id } = await register({ itemCode: 'milk' });
    const known = await resolveProducts(test.database, [`urn:uuid:${id}`]);
    expect(known.get(`urn:uuid:${id}`)).toMatchObject({ product: { id, gtin: null }, level: 0 });
  });
});

describe('an item code', () => {
  it('is its owner’s own', async () => {
    const owner = someone();
    await register({ itemCode: 'rice' }, owner);
    await expect(register({ itemCode: 'rice' }, owner)).rejects.toMatchObject({
      kind: { code: 'product-exists' },
      errors: [{ pointer: '/itemCode' }],
    });
    await expect(register({ itemCode: 'rice' })).resolves.toMatchObject({ itemCode: 'rice' });
  });

  it('taken by another product, leaves a mentioned GTIN as it was', async () => {
    const owner = someone();
    await register({ itemCode: 'oats' }, owner);
    await mention('/01/09501101530065');
    await expect(register({ itemCode: 'oats', gtin: '09501101530065' }, owner)).rejects.toThrow();
    const known = await resolveProducts(test.database, ['/01/09501101530065']);
    expect(known.get('/01/09501101530065')?.product.organisationId).toBeNull();
  });
});

describe('each write of a product', () => {
  it('is told by one feed row of its owner', async () => {
    const owner = someone();
    const { id } = await register({ itemCode: 'tea' }, owner);
    test.clock.advance(1);
    await products.change(owner, id, { name: 'Green tea' });
    await expect(products.change(someone(), id, { name: 'Mine' })).rejects.toMatchObject({
      kind: { code: 'not-found' },
    });
    const rows = await test.database.query(
      'SELECT kind, organisation_id = $2 AS own FROM feed WHERE subject = $1 ORDER BY id',
      [id, owner.organisationId],
    );
    expect(rows).toEqual([
      { kind: 'product-registered', own: true },
      { kind: 'product-changed', own: true },
    ]);
  });
});
