// Goal: an item is of the batch that its making said, whatever its notations say beside the serial, and in whatever order.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Repository, type Organisation } from './repository.js';

let repository: Repository;
beforeAll(async () => {
  repository = await Repository.start();
});
afterAll(() => repository?.close());

let hour = 0;
const seen = (bizStep: string, epc: string, more: object = {}) => ({
  type: 'ObjectEvent',
  eventTime: new Date(Date.UTC(2026, 10, 20, (hour += 1))).toISOString(),
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep,
  epcList: [epc],
  ...more,
});

/** The batch numbers under which an item's events were kept, in the order of their times. */
async function batchesOf(key: string): Promise<(string | null)[]> {
  const rows = await repository.service.database
    .as({ role: 'fold' })
    .query<{ number: string | null }>(
      `SELECT number FROM event_item LEFT JOIN batch ON batch.id = batch_id WHERE key = $1 ORDER BY event_item.at`,
      [key],
    );
  return rows.map(({ number }) => number);
}

async function made(by: Organisation, serial: string): Promise<void> {
  const bare = `https://id.gs1.org/01/09520123456788/21/${serial}`;
  const making = { action: 'ADD', ilmd: { 'cbvmda:lotNumber': 'L1' } };
  expect((await repository.capture(by, seen('commissioning', bare, making))).status).toBe(202);
}

test.each([
  ['the batch first', ['/10/L1', '']],
  ['the bare item first', ['', '/10/L1']],
  ['another batch first', ['/10/L2', '']],
  ['another batch last', ['', '/10/L2']],
])('%s', async (name, [first = '', second = '']) => {
  const organisation = await repository.organisation(name);
  const serial = `S${organisation.partyId.slice(-6)}`;
  await made(organisation, serial);
  const steps = [first, second].map((batch) =>
    seen('storing', `https://id.gs1.org/01/09520123456788${batch}/21/${serial}`),
  );
  expect((await repository.capture(organisation, ...steps)).status).toBe(202);
  for (const step of steps) {
    const again = {
      ...step,
      eventTime: new Date(Date.UTC(2026, 10, 21, (hour += 1))).toISOString(),
    };
    expect((await repository.capture(organisation, again)).status).toBe(202);
  }
  const key = `/01/09520123456788/21/${serial}`;
  expect(await batchesOf(key)).toEqual(['L1', 'L1', 'L1', 'L1', 'L1']);
});
