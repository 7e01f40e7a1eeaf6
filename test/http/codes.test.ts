import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type Answer, type TestApp } from '../support/app.js';
import {
  KeysService,
  OrganisationsService,
  type OrganisationRole,
} from '../../src/access/index.js';
import { BatchesService, type Batch } from '../../src/batches/index.js';
import { CodesService } from '../../src/codes/index.js';
import { parseCode, parseIdentifier } from '../../src/identifiers/index.js';
import { wholeDay } from '../../src/kernel/index.js';
import { ProductsService, type NewProduct } from '../../src/products/index.js';

const gtin = '09520123456788';
const caseGtin = '19520123456785';
const someId = '019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b';
const publicUrl = 'https://trace.example';

let service: TestApp;
let producer: Sender;
let stranger: Sender;
let native: Batch;

beforeAll(async () => {
  service = await startApp({ publicUrl });
  producer = await aSender(['producer']);
  stranger = await aSender(['producer']);
  native = await aBatch({});
});
afterAll(() => service.close());

describe('POST /api/v1/batches/{id}/codes', () => {
  it('issues item codes in the order of a roll, each with its own address', async () => {
    const { status, body } = await post(native, '', { kind: 'item', count: 3 });
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'item', count: 3 });
    expect(body.linkTemplate).toBe(`${publicUrl}/t/{code}`);
    expect(body.codes.map(parseCode)).toHaveLength(3);
    expect(new Set(body.codes).size).toBe(3);
  });

  it('builds Digital Links where the goods have a GTIN', async () => {
    const batch = await aBatch({
      gtin,
      packLevels: [{ name: 'case', contains: '12', gtin: caseGtin }],
    });
    const items = await post(batch, '', { kind: 'item', count: 1 });
    expect(items.body.linkTemplate).toBe(`${publicUrl}/01/${gtin}/21/{code}`);
    const cases = await post(batch, '', { kind: 'case', count: 1 });
    expect(cases.body.linkTemplate).toBe(`${publicUrl}/01/${caseGtin}/21/{code}`);
    const [own] = (await list(batch)).body.items;
    expect(own?.link).toBe(`${publicUrl}/01/${gtin}/10/${batch.number}`);
  });

  it('makes up no GTIN for a case that has none', async () => {
    const batch = await aBatch({ gtin: '09520123456795' });
    const { body } = await post(batch, '', { kind: 'case', count: 1 });
    expect(body.linkTemplate).toBe(`${publicUrl}/t/{code}`);
  });

  it('builds links of our own where that is asked for, GTIN or not', async () => {
    const batch = await aBatch({ gtin: '09520123456771' });
    const native = await post(batch, '', { kind: 'item', count: 1, mode: 'native' });
    expect(native.body).toMatchObject({ mode: 'native', linkTemplate: `${publicUrl}/t/{code}` });
    const gs1 = await post(batch, '', { kind: 'item', count: 1, mode: 'gs1' });
    expect(gs1.body).toMatchObject({ mode: 'gs1' });
  });

  it('answers the same codes again to the same Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': 'roll-7' };
    const first = await post(native, '', { kind: 'item', count: 2 }, headers);
    const again = await post(native, '', { kind: 'item', count: 2 }, headers);
    expect(again.body).toEqual(first.body);
  });

  it.each([
    [{ kind: 'unit', count: 1 }, '/kind'],
    [{ kind: 'item' }, '/count'],
    [{ kind: 'item', count: 0 }, '/count'],
    [{ kind: 'item', count: 10_000_001 }, '/count'],
    [{ kind: 'item', count: 1.5 }, '/count'],
    [{ kind: 'item', count: '5' }, '/count'],
    [{ kind: 'item', count: -1 }, '/count'],
    [{ kind: 'item', count: 1, gtin }, '/gtin'],
    [{ kind: 'item', count: 1, mode: 'fake' }, '/mode'],
    [{ kind: 'item', count: 1, mode: 'gs1' }, '/mode'],
    [{ kind: 'case', count: 20_000, mode: 'gs1' }, '/mode'],
  ])('refuses %j and stores nothing', async (body, pointer) => {
    const before = await storedCodes();
    const answer = await post(native, '', body);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'invalid-request' });
    expect(answer.body.errors?.map((fault) => fault.pointer)).toContain(pointer);
    expect(await storedCodes()).toBe(before);
  });

  it('answers another organisation’s batch as one that does not exist', async () => {
    const wanted = { kind: 'item', count: 1 };
    const answers = [
      await service.send('POST', pathOf(native), { key: stranger.key, body: wanted }),
      await service.send('POST', pathOf({ id: service.random.uuid() }), {
        key: stranger.key,
        body: wanted,
      }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(404);
      expect({ ...body, instance: '' }).toEqual({ ...answers[0]?.body, instance: '' });
    }
  });

  it('is not for those who only look on', async () => {
    const { key } = await aSender(['regulator'], '');
    const body = { kind: 'item', count: 1 };
    expect((await service.send('POST', pathOf(native), { key, body })).status).toBe(403);
    expect((await service.send('POST', pathOf(native), { body })).status).toBe(401);
  });
});

describe('GET /api/v1/batches/{id}/codes', () => {
  it('lists the batch’s own code first and all others page by page', async () => {
    const batch = await aBatch({});
    const issued = [batch.code];
    for (const kind of ['item', 'case']) {
      issued.push(...(await post(batch, '', { kind, count: 5 })).body.codes);
      service.clock.advance(1);
    }
    const listed: CodeBody[] = [];
    let path: string | undefined = `${pathOf(batch)}?limit=4`;
    while (path !== undefined) {
      const page: Answer<ListBody> = await service.send('GET', path, { key: producer.key });
      expect(page.body.items.length).toBeLessThanOrEqual(4);
      listed.push(...page.body.items);
      path = /<(.*)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
    }
    expect(listed.map(({ code }) => code)).toEqual(issued);
    expect(listed[0]).toMatchObject({ kind: 'batch', state: 'active', place: 1 });
    expect(listed[1]).toMatchObject({ kind: 'item', state: 'issued', activatedAt: null });
    for (const { link, code } of listed) {
      expect(parseIdentifier(link)).toEqual(parseIdentifier(`/t/${code}`));
    }
  });

  it.each(['nonsense', cursor('x', '1'), cursor(gtin), cursor(gtin, '1', '2')])(
    'refuses the cursor %s',
    async (text) => {
      const path = `${pathOf(native)}?cursor=${text}`;
      const { status, body } = await service.send('GET', path, { key: producer.key });
      expect(status).toBe(422);
      expect(body).toMatchObject({ errors: [{ pointer: '/cursor' }] });
    },
  );
});

describe('activations and voidings', () => {
  it('take codes into life by name and by range, and out of it for ever', async () => {
    const batch = await aBatch({});
    const { runId, codes } = (await post(batch, '', { kind: 'item', count: 4 })).body;
    const range = { runId, from: 2, to: 3 };
    expect(await post(batch, '/activations', { range })).toMatchObject({
      status: 200,
      body: { count: 2 },
    });
    const voiding = { codes: [codes[3]], reason: 'spoiled' };
    expect(await post(batch, '/voidings', voiding)).toMatchObject({ body: { count: 1 } });
    expect((await list(batch)).body.items.map(({ state }) => state)).toEqual([
      'active',
      'issued',
      'active',
      'active',
      'void',
    ]);
    const late = await post(batch, '/activations', { codes: [codes[3]] });
    expect(late).toMatchObject({ status: 409, body: { code: 'code-void' } });
  });

  it.each([
    [{}, '/codes'],
    [{ codes: [] }, '/codes'],
    [{ codes: ['7K3M9QTX2WP4H8CY'] }, '/codes/0'],
    [{ codes: [7] }, '/codes'],
    [{ range: { runId: 'x', from: 1, to: 1 } }, '/range/runId'],
    [{ range: { from: 1, to: 1 } }, '/range/runId'],
    [{ codes: ['7K3M9QTX2WP4H8CX'], range: { runId: someId, from: 1, to: 1 } }, '/codes'],
    [{ range: { runId: someId, from: 1, to: 1 } }, '/range'],
    [{ range: { runId: someId, from: 1 } }, '/range/to'],
    [{ range: [] }, '/range'],
  ])('refuse %j', async (body, pointer) => {
    const answer = await post(native, '/activations', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.map((fault) => fault.pointer)).toContain(pointer);
  });
});

describe('blockings, unblockings and consumptions', () => {
  it('say what becomes of active codes, and of no others', async () => {
    const batch = await aBatch({});
    const { codes, runId } = (await post(batch, '', { kind: 'item', count: 3 })).body;
    const early = await post(batch, '/consumptions', { codes });
    expect(early).toMatchObject({ status: 409, body: { code: 'code-not-active' } });
    await post(batch, '/activations', { range: { runId, from: 1, to: 2 } });
    const states = async () => (await list(batch)).body.items.slice(1).map(({ state }) => state);
    const all = { range: { runId, from: 1, to: 3 } };
    const blocking = await post(batch, '/blockings', { ...all, reason: 'seen in two cities' });
    expect(blocking).toMatchObject({ status: 200, body: { count: 2, passedOver: 1 } });
    expect(await states()).toEqual(['blocked', 'blocked', 'issued']);
    await post(batch, '/unblockings', { codes: codes.slice(1, 2) });
    expect(await states()).toEqual(['blocked', 'active', 'issued']);
    await post(batch, '/consumptions', all);
    expect(await states()).toEqual(['consumed', 'consumed', 'issued']);
    const late = await post(batch, '/voidings', { codes, reason: 'lost' });
    expect(late).toMatchObject({ status: 409, body: { code: 'code-consumed' } });
  });

  it('of a blocking need a reason', async () => {
    const answer = await post(native, '/blockings', { codes: ['7K3M9QTX2WP4H8CX'] });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/reason' }] } });
  });
});

describe('POST /api/v1/logistic-units/codes', () => {
  it('issues codes of our own, never an SSCC', async () => {
    const answer = await service.send<IssuedBody>('POST', '/api/v1/logistic-units/codes', {
      key: producer.key,
      body: { count: 2 },
    });
    expect(answer.status).toBe(201);
    expect(answer.body.linkTemplate).toBe(`${publicUrl}/t/{code}`);
    expect(answer.body.codes.every((code) => parseCode(code).length === 12)).toBe(true);
  });
});

describe('GET /api/v1/batches', () => {
  it('shows an organisation its own batches and no one else’s', async () => {
    const path = `/api/v1/batches/${native.id}`;
    const own = await service.send('GET', path, { key: producer.key });
    expect(own.body).toMatchObject({
      id: native.id,
      number: '2026-11-23-01',
      code: native.code,
      quantity: { value: '12.5', unit: 'KGM' },
      madeFrom: '2026-11-23T00:00:00.000+08:00',
      madeUntil: '2026-11-24T00:00:00.000+08:00',
      bestBefore: '2026-12-02',
    });
    expect((await service.send('GET', path, { key: stranger.key })).status).toBe(404);
    const others = await service.send('GET', '/api/v1/batches', { key: stranger.key });
    expect(others.body).toEqual({ items: [] });
  });

  it('pages through them, newest first', async () => {
    const first = await service.send<{ items: { id: string }[] }>(
      'GET',
      '/api/v1/batches?limit=1',
      { key: producer.key },
    );
    const next = /<(.*)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const second = await service.send<{ items: { id: string }[] }>('GET', next, {
      key: producer.key,
    });
    expect(second.body.items[0]?.id.localeCompare(first.body.items[0]?.id ?? '')).toBe(-1);
    const forged = `/api/v1/batches?cursor=${cursor('x')}`;
    expect((await service.send('GET', forged, { key: producer.key })).status).toBe(422);
  });
});

interface Sender {
  readonly organisationId: string;
  readonly partyId: string;
  readonly key: string;
}

interface Refusal {
  readonly code?: string;
  readonly errors?: readonly { readonly pointer: string }[];
}

type IssuedBody = Refusal & {
  readonly runId: string;
  readonly linkTemplate: string;
  readonly codes: string[];
};

interface CodeBody {
  readonly code: string;
  readonly link: string;
  readonly state: string;
}

interface ListBody {
  readonly items: readonly CodeBody[];
}

function post(
  batch: Batch,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<IssuedBody>> {
  return service.send('POST', pathOf(batch) + path, { key: producer.key, body, headers });
}

function list(batch: Batch): Promise<Answer<ListBody>> {
  return service.send('GET', pathOf(batch), { key: producer.key });
}

function pathOf({ id }: { readonly id: string }): string {
  return `/api/v1/batches/${id}/codes`;
}

function cursor(...parts: string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

async function storedCodes(): Promise<number> {
  return (await service.database.as({ role: 'fold' }).query('SELECT FROM code')).length;
}

async function aSender(
  roles: readonly OrganisationRole[],
  oversees: string | null = null,
): Promise<Sender> {
  const { app, database, random } = service;
  const partyId = random.uuid();
  return database.transaction(
    async (tx) => {
      const organisations = app.get(OrganisationsService);
      const name = 'Riverbend Orchard';
      const organisation = await organisations.create(tx, {
        name,
        roles,
        division: null,
        oversees,
      });
      await organisations.becomeParty(tx, organisation, partyId);
      const request = { label: 'test', scopes: ['read', 'write'], validDays: 1 } as const;
      const { text } = await app.get(KeysService).issueFor(tx, organisation.id, request);
      return { organisationId: organisation.id, partyId, key: text };
    },
    { role: 'fold' },
  );
}

/** A batch of the producer, with its code, as registering one leaves it. */
async function aBatch(product: Partial<NewProduct>): Promise<Batch> {
  const { app, database, random } = service;
  const { organisationId, partyId } = producer;
  const roles = ['producer'] as const;
  const actor = { organisationId, partyId, roles, scopes: [], credential: 'test' };
  const named = { name: 'Peaches', unit: 'KGM', itemCode: random.uuid().slice(-12), ...product };
  const { id: productId, gtin: own } = await app.get(ProductsService).register(actor, named);
  return database.transaction(
    async (tx) => {
      const batches = app.get(BatchesService);
      const batch = await batches.register(tx, actor, {
        productId,
        makerPartyId: partyId,
        quantity: { value: '12.5', unit: 'KGM' },
        made: { ...wholeDay('2026-11-23', '+08:00'), offsetMinutes: 480 },
        bestBefore: '2026-12-02',
        originLocationId: null,
      });
      const coded = { batchId: batch.id, productId, number: batch.number, gtin: own };
      const code = await app.get(CodesService).issueBatchCode(tx, actor, coded);
      service.clock.advance(1); // codes are listed in the order of their issue
      return batches.recordCode(tx, batch, code);
    },
    { organisationId },
  );
}
