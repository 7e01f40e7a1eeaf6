// Goal: a page of a query costs what the page holds and not what has been recorded, by whomever: at 1,000,000 events at most 1.5
// times the buffers of 10,000, and of no table more than 3 times the rows of the page. Counted by EXPLAIN (ANALYZE, BUFFERS) of
// the statements that are really sent, behind row security. What is not bound so is told in docs/internals/queries.md.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { answerQuery } from '../../src/epcis/query/answer-query.js';
import { readEventQuery } from '../../src/epcis/query/event-query.js';
import { selectSeenKeys, selectSeenWords } from '../../src/events/index.js';
import type { Eyes } from '../../src/access/index.js';
import type { Reader } from '../../src/platform/index.js';
import type { TestDatabase } from '../support/database.js';
import { asker, homeWith, rareStep, regulator, type Members } from './many-events.js';

const sizes = [10_000, Number(process.env['FURROW_EVENTS'] ?? 1_000_000)] as const;
const pageSize = 50;

const item = 'urn:epc:id:sgtin:0614141.107346';
const lot = 'urn:epc:class:lgtin:0614141.107346';
const gtin = 'https://id.gs1.org/01/10614141073464';
const place = 'https://places.example';
const ns = 'https://ns.example.com/';
const time = '2026-11-20T08:00:00Z';

const amount = (epcClass: string) => [{ epcClass, quantity: '7', uom: 'KGM' }];
const report = (members: object) => ({
  sensorElementList: [{ sensorReport: [{ type: 'Temperature', ...members }] }],
});
const measured = (members: object) => ({
  sensorElementList: [{ sensorMetadata: members, sensorReport: [{ type: 'Mass' }] }],
});

type Parameters = Readonly<Record<string, string>>;
type Case = readonly [name: string, asked: Parameters, members?: Members];

/** One class of events for each family, which every hundredth event or so is of, and what finds it. */
const families: readonly Case[] = [
  ['a thing that all events of others name', { MATCH_epc: `${item}.everywhere` }],
  ['MATCH_epc', { MATCH_epc: `${item}.1` }, { epcList: [`${gtin}/21/1`] }],
  ['MATCH_parentID', { MATCH_parentID: `${item}.2` }, { parentID: `${gtin}/21/2` }],
  ['MATCH_inputEPC', { MATCH_inputEPC: `${item}.3` }, { inputEPCList: [`${gtin}/21/3`] }],
  ['MATCH_outputEPC', { MATCH_outputEPC: `${item}.4` }, { outputEPCList: [`${gtin}/21/4`] }],
  ['MATCH_anyEPC', { MATCH_anyEPC: `${item}.5` }, { childEPCs: [`${gtin}/21/5`] }],
  ['MATCH_epcClass', { MATCH_epcClass: `${lot}.1` }, { quantityList: amount(`${gtin}/10/1`) }],
  [
    'MATCH_inputEPCClass',
    { MATCH_inputEPCClass: `${lot}.2` },
    { inputQuantityList: amount(`${gtin}/10/2`) },
  ],
  [
    'MATCH_outputEPCClass',
    { MATCH_outputEPCClass: `${lot}.3` },
    { outputQuantityList: amount(`${gtin}/10/3`) },
  ],
  [
    'MATCH_anyEPCClass',
    { MATCH_anyEPCClass: `${lot}.4` },
    { childQuantityList: amount(`${gtin}/10/4`) },
  ],
  ['a rare type', { eventType: 'AggregationEvent' }, { type: 'AggregationEvent' }],
  ['a rare action', { EQ_action: 'DELETE' }, { action: 'DELETE' }],
  ['EQ_bizStep', { EQ_bizStep: 'shipping' }, { bizStep: 'shipping' }],
  ['two words', { EQ_bizStep: 'packing|shipping' }, { bizStep: 'packing' }],
  ['EQ_disposition', { EQ_disposition: 'recalled' }, { disposition: 'recalled' }],
  [
    'EQ_persistentDisposition_set',
    { EQ_persistentDisposition_set: 'expired' },
    { persistentDisposition: { set: ['expired'] } },
  ],
  [
    'EQ_persistentDisposition_unset',
    { EQ_persistentDisposition_unset: 'damaged' },
    { persistentDisposition: { unset: ['damaged'] } },
  ],
  ['EQ_readPoint', { EQ_readPoint: `${place}/1` }, { readPoint: { id: `${place}/1` } }],
  ['WD_readPoint', { WD_readPoint: `${place}/2` }, { readPoint: { id: `${place}/2` } }],
  ['EQ_bizLocation', { EQ_bizLocation: `${place}/3` }, { bizLocation: { id: `${place}/3` } }],
  ['WD_bizLocation', { WD_bizLocation: `${place}/4` }, { bizLocation: { id: `${place}/4` } }],
  [
    'EQ_bizTransaction',
    { EQ_bizTransaction_po: 'urn:x:order' },
    { bizTransactionList: [{ type: 'po', bizTransaction: 'urn:x:order' }] },
  ],
  [
    'EQ_source',
    { EQ_source_owning_party: 'urn:x:from' },
    { sourceList: [{ type: 'owning_party', source: 'urn:x:from' }] },
  ],
  [
    'EQ_destination',
    { EQ_destination_owning_party: 'urn:x:to' },
    { destinationList: [{ type: 'owning_party', destination: 'urn:x:to' }] },
  ],
  ['EQ_transformationID', { EQ_transformationID: 'urn:x:t' }, { transformationID: 'urn:x:t' }],
  ['EXISTS_sensorElement', { EXISTS_sensorElement: 'true', EQ_type: 'Temperature' }, report({})],
  ...(
    [
      ['deviceID', 'urn:x:device'],
      ['bizRules', 'urn:x:rules'],
      ['microorganism', 'urn:x:organism'],
      ['chemicalSubstance', 'urn:x:substance'],
      ['component', 'x'],
      ['stringValue', 'text'],
      ['hexBinaryValue', 'f0'],
      ['uriValue', 'urn:x:value'],
    ] as const
  ).map(([name, value]): Case => [
    `EQ_${name}`,
    { [`EQ_${name}`]: value },
    report({ [name]: value }),
  ]),
  ['EQ_booleanValue', { EQ_booleanValue: 'true' }, report({ booleanValue: true })],
  [
    'EQ_dataProcessingMethod',
    { EQ_dataProcessingMethod: 'urn:x:method' },
    measured({ dataProcessingMethod: 'urn:x:method' }),
  ],
  ...['time', 'startTime', 'endTime'].map((name): Case => [
    `GE_${name}`,
    { [`GE_${name}`]: time },
    measured({ [name]: time }),
  ]),
  ...['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percValue'].map((name): Case => [
    `GE_${name}_CEL`,
    { [`GE_${name}_CEL`]: '5' },
    report({ [name]: '8', uom: 'CEL' }),
  ]),
  ['EQ_value', { EQ_value_GRM: '9000' }, report({ value: '9', uom: 'KGM' })],
  ['LE_percRank', { LE_percRank: '40' }, report({ percRank: '40' })],
  [`EXISTS of an extension`, { [`EXISTS_${ns}a`]: '' }, { extensions: { [`${ns}a`]: 'x' } }],
  [`EQ of an extension`, { [`EQ_${ns}b`]: 'x' }, { extensions: { [`${ns}b`]: 'x' } }],
  [`GT of an extension`, { [`GT_${ns}c`]: '1' }, { extensions: { [`${ns}c`]: '2' } }],
  [
    'EQ_INNER_ILMD',
    { [`EQ_INNER_ILMD_${ns}d`]: 'x' },
    { action: 'ADD', ilmd: { [`${ns}e`]: { [`${ns}d`]: 'x' } } },
  ],
  [
    'a declaration of error',
    { EQ_errorReason: 'incorrect_data' },
    { errorDeclaration: { declarationTime: time, reason: 'incorrect_data' } },
  ],
  [
    'GE_errorDeclarationTime',
    { GE_errorDeclarationTime: '2027-01-01T00:00:00Z', EQ_correctiveEventID: 'urn:x:instead' },
    {
      errorDeclaration: {
        ...{ declarationTime: '2027-01-01T00:00:00Z', correctiveEventIDs: ['urn:x:instead'] },
      },
    },
  ],
  [
    'a quantity of a thing',
    { MATCH_epcClass: `${lot}.9`, GE_quantity_GRM: '7000' },
    { quantityList: amount(`${gtin}/10/9`) },
  ],
];

/** Of the classes together, and of what stands in few events however many there are. */
const others: readonly Case[] = [
  ['everything', {}],
  [
    'a window of time',
    { GE_eventTime: '2020-01-02T00:00:00Z', LT_eventTime: '2020-01-05T00:00:00Z' },
  ],
  [
    'a window of recording, oldest first',
    { GE_recordTime: '2020-01-02T00:00:00Z', orderBy: 'recordTime', orderDirection: 'ASC' },
  ],
  ['a common type', { eventType: 'ObjectEvent' }],
  ['common words together', { eventType: 'ObjectEvent', EQ_action: 'OBSERVE' }],
  ['a rare word', { EQ_bizStep: rareStep }],
  ['a rare word with a common one', { EQ_bizStep: rareStep, eventType: 'ObjectEvent' }],
  ['a common word with a rare one', { eventType: 'ObjectEvent', EQ_bizStep: rareStep }],
  ['a thing and a word', { MATCH_epc: `${item}.1`, eventType: 'ObjectEvent' }],
  ['declarations', { EXISTS_errorDeclaration: 'true' }],
  ['history', { MATCH_epc: `${item}.1`, includeHistory: 'true' }],
  [
    'a thing in a window of time, oldest first',
    { MATCH_epc: `${item}.1`, GE_eventTime: '2020-01-02T00:00:00Z', orderDirection: 'ASC' },
  ],
];

const cases = [...families, ...others];
const eyes = { organisationId: asker };
const homes: TestDatabase[] = [];

beforeAll(async () => {
  const classes = families.map(([, , members = {}]) => members);
  for (const size of sizes) homes.push(await homeWith(size, classes));
});
afterAll(async () => {
  for (const home of homes) await home.drop();
});

interface Node {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Node[];
}

interface Cost {
  readonly found: number;
  buffers: number;
  /** The table of which most rows were looked at, and how many. */
  rows: number;
}

/** What the statements look at that work sends, as an organisation's request sends them. */
async function costOf(
  home: TestDatabase,
  work: (reader: Reader) => Promise<readonly unknown[]>,
  organisationId: string,
): Promise<Cost> {
  return home.database.transaction(
    async (tx) => {
      const plans: Node[] = [];
      const reader: Reader = {
        query: async <Row>(sql: string, values: readonly unknown[] = []) => {
          const explain = `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`;
          const [told] = await tx.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(explain, values);
          if (told) plans.push(told['QUERY PLAN'][0].Plan);
          return tx.query<Row>(sql, values);
        },
        named: (_name, sql, values) => reader.query(sql, values),
      };
      const cost = { found: (await work(reader)).length, buffers: 0, rows: 0 };
      for (const plan of plans) {
        cost.buffers += plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
        cost.rows = Math.max(cost.rows, rowsIn(plan));
      }
      return cost;
    },
    { organisationId },
  );
}

function rowsIn(plan: Node): number {
  const rows = new Map<string, number>();
  const add = (node: Node): void => {
    const table = node['Relation Name'];
    const looked =
      (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
    if (table !== undefined) rows.set(table, (rows.get(table) ?? 0) + looked);
    node.Plans?.forEach(add);
  };
  add(plan);
  return Math.max(0, ...rows.values());
}

async function expectBound(
  work: (reader: Reader) => Promise<readonly unknown[]>,
  least: number,
  organisationId = asker,
): Promise<void> {
  const costs: Cost[] = [];
  for (const home of homes) costs.push(await costOf(home, work, organisationId));
  const [few, many] = costs;
  if (few === undefined || many === undefined) throw new Error('two sizes are compared');
  expect(many.found).toBeGreaterThanOrEqual(least);
  const told = `${few.buffers} and ${many.buffers} buffers, ${few.rows} and ${many.rows} rows`;
  const isBound = many.buffers <= 1.5 * few.buffers && many.rows <= 3 * (many.found + 1);
  expect([told, isBound]).toEqual([told, true]);
}

async function expectPageBound(parameters: Parameters, eyes: Eyes): Promise<void> {
  const query = readEventQuery({ ...parameters, perPage: String(pageSize) });
  if ('faults' in query) throw new Error(JSON.stringify(query.faults));
  const actor = eyes;
  const work = async (reader: Reader) =>
    (await answerQuery(query, { reader, beyond: reader, actor })).events;
  await expectBound(work, 40, eyes.organisationId);
}

test.each(cases)('a page of %s costs what it holds', async (_, parameters) => {
  await expectPageBound(parameters, eyes);
});

// Of one organisation that it oversees; of several, as many pages.
test.each(others)('a regulator’s page of %s costs what it holds', async (_, parameters) => {
  await expectPageBound(parameters, regulator);
});

const lists: readonly (readonly [
  string,
  (reader: Reader) => Promise<readonly unknown[]>,
  number,
])[] = [
  ['things', (reader) => selectSeenKeys(reader, eyes, { after: '', limit: 10 }), 10],
  ...(['bizStep', 'readPoint'] as const).map(
    (member) =>
      [
        member,
        (reader: Reader) =>
          selectSeenWords(reader, eyes, { after: '', limit: 10, member, standard: [] }),
        2,
      ] as const,
  ),
];

test.each(lists)('a list of the values of %s costs what it holds', async (_, work, least) => {
  await expectBound(work, least);
});
