// Goal: parameters are read into the canonical conditions that they mean, and what cannot be read is refused by name.
import { describe, expect, test } from '@jest/globals';
import { families, readEventQuery, shapeParameters } from './event-query.js';
import { tokenOf } from '../parameters/page-token.js';
import { positionAt } from './page-start.js';
import { valuesMax } from '../parameters/parameters.js';

type Parameters = Readonly<Record<string, unknown>>;

function conditions(parameters: Parameters) {
  const query = readEventQuery(parameters);
  if ('faults' in query) throw new Error(JSON.stringify(query.faults));
  return query.conditions;
}

function faults(parameters: Parameters) {
  const query = readEventQuery(parameters);
  return 'faults' in query ? query.faults : [];
}

const item = 'urn:epc:id:sgtin:0614141.107346.2017';
const itemKey = '/01/10614141073464/21/2017';
const farm = 'urn:epc:id:sgln:0614141.00777.0';
const farmKey = '/414/0614141007776';
const ns = 'https://ns.example.com/x_y#field';

describe('one parameter', () => {
  test.each<[string, unknown, object]>([
    ['eventType', 'ObjectEvent', { member: 'eventType', values: ['ObjectEvent'] }],
    ['EQ_action', 'ADD|DELETE', { member: 'action', values: ['ADD', 'DELETE'] }],
    ['EQ_action', ['ADD', 'DELETE|OBSERVE'], { values: ['ADD', 'DELETE', 'OBSERVE'] }],
    ['EQ_bizStep', 'shipping', { member: 'bizStep', values: ['shipping'] }],
    ['EQ_bizStep', 'urn:epcglobal:cbv:bizstep:shipping', { values: ['shipping'] }],
    ['EQ_bizStep', 'https://ref.gs1.org/cbv/BizStep-shipping', { values: ['shipping'] }],
    ['EQ_bizStep', 'cbv:BizStep-shipping', { values: ['shipping'] }],
    ['EQ_bizStep', 'https://x.example/pressing', { values: ['https://x.example/pressing'] }],
    ['EQ_disposition', 'recalled', { member: 'disposition', values: ['recalled'] }],
    ['EQ_persistentDisposition_set', 'expired', { member: 'set', values: ['expired'] }],
    ['EQ_persistentDisposition_unset', 'expired', { member: 'unset', values: ['expired'] }],
    ['EQ_readPoint', farm, { member: 'readPoint', values: [farmKey] }],
    ['WD_readPoint', farm, { member: 'readPoint', values: [farmKey], within: true }],
    ['EQ_bizLocation', farm, { member: 'bizLocation', values: [farmKey] }],
    ['WD_bizLocation', farm, { member: 'bizLocation', within: true }],
    ['EQ_transformationID', item, { member: 'transformationID', values: [itemKey] }],
    ['EQ_transformationID', 'T 1', { values: ['T 1'] }],
    ['EQ_bizTransaction_po', 'urn:x:1', { member: 'bizTransaction', of: ['po'] }],
    ['EQ_source_owning_party', 'urn:x:1', { member: 'source', of: ['owning_party'] }],
    ['EQ_destination_https://x.example/a_b#c', 'urn:x:1', { of: ['https://x.example/a_b#c'] }],
    ['EQ_eventID', 'urn:x:1|urn:x:2', { kind: 'eventID', values: ['urn:x:1', 'urn:x:2'] }],
    ['EXISTS_errorDeclaration', 'true', { kind: 'present', member: 'errorDeclaration' }],
    ['EXISTS_errorDeclaration', '', { kind: 'present', member: 'errorDeclaration' }],
    ['EXISTS_sensorElementList', 'true', { kind: 'present', member: 'sensorElement' }],
    ['EQ_errorReason', 'incorrect_data', { member: 'errorReason', values: ['incorrect_data'] }],
    ['EQ_correctiveEventID', 'urn:x:1', { member: 'correctiveEventID', values: ['urn:x:1'] }],
    ['GE_eventTime', '1970-01-01T08:00:01+08:00', { comparison: 'GE', instant: 1000 }],
    ['LT_recordTime', '1970-01-01T08:00:01 08:00', { member: 'recordTime', instant: 1000 }],
    ['GE_errorDeclarationTime', '1970-01-01T00:00:00Z', { member: 'declarationTime', instant: 0 }],
    ['GE_errorDeclaration_Time', '1970-01-01T00:00:00Z', { member: 'declarationTime' }],
    ['LT_startTime', '1970-01-01T00:00:00Z', { member: 'startTime', comparison: 'LT' }],
    ['EQ_quantity', '1|2.5', { member: 'quantity', comparison: 'EQ', values: ['1', '2.5'] }],
    ['GT_quantity', '-1', { member: 'quantity', comparison: 'GT', values: ['-1'] }],
    ['GE_quantity_KGM', '1', { member: 'quantity', uom: 'KGM' }],
    ['GE_value_CEL', '-18', { member: 'value', comparison: 'GE', values: ['-18'], uom: 'CEL' }],
    ['LE_percRank', '50', { member: 'percRank', comparison: 'LE' }],
    ['EQ_type', 'gs1:Temperature', { member: 'type', values: ['Temperature'] }],
    ['EQ_deviceID', 'urn:epc:id:giai:4000001.111', { values: ['/8004/4000001111'] }],
    ['EQ_booleanValue', 'false', { member: 'booleanValue', values: ['false'] }],
    ['EQ_hexBinaryValue', 'F0', { member: 'hexBinaryValue', values: ['f0'] }],
    ['EQ_component', 'cbv:Comp-x', { member: 'component', values: ['x'] }],
  ])('%s=%j', (name, value, condition) => {
    expect(conditions({ [name]: value })).toMatchObject([condition]);
  });

  test.each([
    ['MATCH_epc', { roles: ['object', 'child'], isClass: false }],
    ['MATCH_parentID', { roles: ['parent'], isClass: false }],
    ['MATCH_inputEPC', { roles: ['input'], isClass: false }],
    ['MATCH_outputEPC', { roles: ['output'], isClass: false }],
    ['MATCH_anyEPC', { isClass: false }],
    ['MATCH_epcClass', { roles: ['object', 'child'], isClass: true }],
    ['MATCH_inputEPCClass', { roles: ['input'], isClass: true }],
    ['MATCH_outputEPCClass', { roles: ['output'], isClass: true }],
    ['MATCH_anyEPCClass', { isClass: true }],
  ])('%s looks where the standard says, for things and patterns', (name, where) => {
    const both = `${item}|urn:epc:idpat:sgtin:0614141.*.*`;
    expect(conditions({ [name]: both })).toEqual([
      {
        kind: 'thing',
        keys: [itemKey],
        patterns: [{ starts: expect.anything(), shape: expect.anything() }],
        batchIds: [],
        ...where,
      },
    ]);
  });

  test.each([
    [`EXISTS_${ns}`, 'true', { place: 'event', inner: false, test: { comparison: 'EXISTS' } }],
    [`EQ_${ns}`, 'a|b', { test: { comparison: 'EQ', values: ['a', 'b'] } }],
    [`GT_${ns}`, '1.5', { test: { comparison: 'GT', number: '1.5' } }],
    [`LE_${ns}`, '1970-01-01T00:00:01Z', { test: { comparison: 'LE', instant: 1000 } }],
    [`EQ_INNER_${ns}`, 'a', { place: 'event', inner: true }],
    [`EQ_ILMD_${ns}`, 'a', { place: 'ilmd', inner: false }],
    [`EQ_INNER_ILMD_${ns}`, 'a', { place: 'ilmd', inner: true }],
    [`EQ_ERROR_DECLARATION_${ns}`, 'a', { place: 'errorDeclaration' }],
    [`EQ_readPoint_${ns}`, 'a', { place: 'readPoint' }],
    [`EXISTS_INNER_bizLocation_${ns}`, '', { place: 'bizLocation', inner: true }],
    [`EQ_SENSORELEMENT_${ns}`, 'a', { place: 'sensorElement' }],
    [`EQ_SENSORMETADATA_${ns}`, 'a', { place: 'sensorMetadata' }],
    [`EQ_SENSORREPORT_${ns}`, 'a', { place: 'sensorReport' }],
  ])('%s=%s, whose namespace holds an underscore and #', (name, value, condition) => {
    const names = [ns, 'https://ns.example.com/x_yfield'];
    expect(conditions({ [name]: value })).toMatchObject([
      { kind: 'extension', names, ...condition },
    ]);
  });

  test('whose field has a prefix of EPCIS means the full name', () => {
    expect(conditions({ 'EQ_ILMD_cbvmda:lotNumber': 'L1' })).toMatchObject([
      { place: 'ilmd', names: ['urn:epcglobal:cbv:mda:lotNumber'] },
    ]);
    expect(conditions({ 'EQ_ILMD_urn:epcglobal:cbv:mda#lotNumber': 'L1' })).toMatchObject([
      { names: expect.arrayContaining(['urn:epcglobal:cbv:mda:lotNumber']) as unknown },
    ]);
  });

  test('that says false asks nothing', () => {
    expect(conditions({ EXISTS_errorDeclaration: 'false', EXISTS_sensorElement: 'false' })).toEqual(
      [],
    );
  });
});

test.each<[boolean, Parameters]>([
  [false, {}],
  [
    false,
    { EQ_bizStep: 'shipping', EXISTS_sensorElement: 'true', GE_eventTime: '2026-01-01T00:00:00Z' },
  ],
  [false, { includeHistory: 'false' }],
  [false, { EXISTS_errorDeclaration: 'false' }],
  [false, { [`EQ_ILMD_${ns}`]: 'a' }],
  [true, { includeHistory: 'true' }],
  [true, { EQ_eventID: 'urn:x:1' }],
  [true, { EXISTS_errorDeclaration: 'true' }],
  [true, { LT_errorDeclarationTime: '2026-01-01T00:00:00Z' }],
  [true, { EQ_errorReason: 'incorrect_data' }],
  [true, { EQ_correctiveEventID: 'urn:x:1' }],
  [true, { [`EQ_ERROR_DECLARATION_${ns}`]: 'a', EQ_bizStep: 'shipping' }],
  [true, { [`EXISTS_INNER_ERROR_DECLARATION_${ns}`]: '', includeHistory: 'false' }],
])('history is told: %s, for %j', (history, parameters) => {
  expect(readEventQuery(parameters)).toMatchObject({ history });
});

describe('a parameter is refused', () => {
  test.each<[string, unknown, RegExp]>([
    ['rice', '1', /is not read here; use eventType, .*EQ_source_\{type\}.*perPage/],
    ['EQ_bizSteps', 'shipping', /is not read here/],
    ['MATCH_anyEpcClass', item, /is not read here/],
    ['eventType', 'RiceEvent', /must be ObjectEvent, /],
    ['EQ_action', 'ADD|MOVE', /must be ADD, /],
    ['EQ_action', 'ADD||DELETE', /empty value/],
    ['EQ_action', '', /empty value/],
    ['EQ_bizStep', 'shiping', /"shiping" is not a business step/],
    ['EQ_bizStep', 'urn:epcglobal:cbv:bizstep:shiping', /is not a business step/],
    ['EQ_readPoint', 'farm', /no code of ours/],
    ['EQ_source_rice', 'urn:x:1', /is not a source or destination type/],
    ['GE_eventTime', '2026-01-01T00:00:00', /has no offset/],
    ['GE_eventTime', ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00Z'], /given once/],
    ['GT_quantity', '1|2', /must be a decimal/],
    ['EQ_quantity', 'many', /must be a decimal/],
    ['GE_value_XYZ', '1', /asks in the unit XYZ/],
    ['EXISTS_errorDeclaration', 'maybe', /must be true, false/],
    ['MATCH_epc', '*', /is a pattern that is not read/],
    ['MATCH_epc', 'urn:epc:idpat:sgtin:*.107346.*', /prefix of 6 to 12 digits|is a pattern/],
    ['MATCH_epc', Array.from({ length: valuesMax + 1 }, () => item).join('|'), /more than 100/],
    ['MATCH_epc', Array.from({ length: valuesMax + 1 }, () => item), /more than 100/],
    ['EQ_example:field', '1', /has the prefix "example", which EPCIS does not declare/],
    ['GT_https://ns.example.com/x', 'much', /must be a decimal number, or a time/],
    ['orderBy', 'quantity', /must be eventTime or recordTime/],
    ['orderDirection', 'UP', /must be ASC, DESC/],
    ['includeHistory', 'yes', /must be true, false/],
    ['includeHistory', '', /given once, with a value/],
    ['eventCountLimit', '5', /needs orderBy/],
    ['maxEventCount', '0', /from 1 to/],
    ['maxEventCount', '10001', /from 1 to 10000/],
    ['perPage', '201', /from 1 to 200/],
    ['nextPageToken', 'x', /is not a token/],
  ])('%s=%j', (name, value, detail) => {
    expect(faults({ [name]: value })).toEqual([
      { pointer: `/${name.replaceAll('/', '~1')}`, detail: expect.stringMatching(detail) },
    ]);
  });

  test('that limits twice', () => {
    const limits = { eventCountLimit: '1', maxEventCount: '1', orderBy: 'eventTime' };
    expect(faults(limits)).toMatchObject([{ pointer: '/eventCountLimit' }]);
  });

  test('and every fault is told', () => {
    expect(faults({ EQ_action: 'x', GE_time: 'y', perPage: 'z' })).toHaveLength(3);
  });
});

test('just 100 values are read', () => {
  const values = Array.from({ length: valuesMax }, (_, i) => `urn:x:${i}`);
  expect(conditions({ EQ_eventID: values.join('|') })).toEqual([{ kind: 'eventID', values }]);
});

describe('a page token', () => {
  const start = {
    after: { at: '2026-01-01T00:00:00.000Z', ref: '0190a4f0-0000-7000-8000-000000000000' },
    told: 3,
  };
  const asked = { EQ_action: 'ADD', EQ_bizStep: 'shipping' };
  const query = readEventQuery(asked);
  const nextPageToken = tokenOf(positionAt(start, 'mark' in query ? query.mark : ''), 1);

  test('goes on with its query, in whatever order the parameters stand and with pages of any size', () => {
    const again = { EQ_bizStep: 'shipping', perPage: '7', EQ_action: 'ADD', nextPageToken };
    expect(readEventQuery(again)).toMatchObject({ page: start });
  });

  test.each<[Parameters]>([
    [{}],
    [{ ...asked, EQ_action: 'DELETE' }],
    [{ ...asked, orderDirection: 'ASC' }],
    [{ ...asked, EXISTS_errorDeclaration: 'true' }],
  ])('is refused with %j', (other) => {
    expect(faults({ ...other, nextPageToken })).toMatchObject([
      { pointer: '/nextPageToken', detail: expect.stringMatching(/of another query/) },
    ]);
  });
});

test('every family has a name of its own and a meaning', () => {
  const names = [...families.map(({ name }) => name), ...shapeParameters.keys()];
  expect(new Set(names).size).toBe(names.length);
  expect(families.filter(({ meaning }) => meaning.length < 10)).toEqual([]);
});
