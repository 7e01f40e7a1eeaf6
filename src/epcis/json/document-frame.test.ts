// What stands around events: documents, and answers to queries that are sent to capture.
import { describe, expect, test } from '@jest/globals';
import { readCaptureDocument } from '../../../test/epcis/read-document.js';
import { context, faultsOf, now, object, type Members } from '../../../test/epcis/sound-events.js';

describe('a document is refused', () => {
  test.each<[string, string, Members, string]>([
    ['without context', 'schema.required', { '@context': undefined }, '/@context'],
    ['of another version', 'schema.choice', { schemaVersion: '1.2' }, '/schemaVersion'],
    ['without version', 'schema.required', { schemaVersion: undefined }, '/schemaVersion'],
    ['without body', 'schema.required', { epcisBody: undefined }, '/epcisBody'],
    ['without event list', 'schema.type', { epcisBody: { events: [] } }, '/epcisBody/eventList'],
    ['with an unknown member', 'schema.member', { eventList: [] }, '/eventList'],
    [
      'that answers a query of nothing',
      'schema.type',
      { type: 'EPCISQueryDocument', epcisBody: {} },
      '/epcisBody/queryResults',
    ],
    ['of an unknown type', 'schema.choice', { type: 'EPCISMasterData' }, '/type'],
    ['of no type', 'schema.required', { type: undefined }, '/type'],
    [
      'whose context is not that of EPCIS',
      'format.context',
      { '@context': ['https://x.example/c.jsonld'] },
      '/@context',
    ],
    ['whose context is a number', 'format.context', { '@context': [context, 7] }, '/@context/1'],
    ['with a naive date', 'format.time', { creationDate: '2026-03-01' }, '/creationDate'],
  ])('%s, by %s', (_title, rule, change, pointer) => {
    expect(faultsOf(object, change)).toEqual([[pointer, rule]]);
  });

  test.each([[null], [7], ['text'], [[]]])('that is %j', (json) => {
    expect(readCaptureDocument(json, now)).toHaveProperty('faults');
  });
});

describe('the answer to a query', () => {
  const eventList = [object];
  const answer = (queryResults: unknown, more: Members = {}) =>
    readCaptureDocument(
      {
        '@context': context,
        type: 'EPCISQueryDocument',
        epcisBody: { queryResults },
        ...more,
      },
      now,
    );
  const whole = { queryName: 'SimpleEventQuery', resultsBody: { eventList } };

  test.each([
    ['as the schema has it', whole],
    ['of a subscription', { ...whole, subscriptionID: '7' }],
    ['with an extension', { ...whole, 'x:more': 1 }],
    ['of nothing', { ...whole, resultsBody: { eventList: [] } }],
  ])('%s is read for its events', (_title, found) => {
    for (const more of [{}, { schemaVersion: '2.0', creationDate: '2026-03-01T09:00:00Z' }]) {
      const read = answer(found, more);
      const { eventList: expected } = found.resultsBody;
      expect('events' in read && read.events.length).toBe(expected.length);
    }
  });

  const results = '/epcisBody/queryResults';
  test.each<[string, string, unknown]>([
    ['that is no object', results, []],
    ['without a name', `${results}/queryName`, { ...whole, queryName: undefined }],
    ['with a name that is none', `${results}/queryName`, { ...whole, queryName: 7 }],
    ['with an id that is none', `${results}/subscriptionID`, { ...whole, subscriptionID: 7 }],
    ['with an unknown member', `${results}/events`, { ...whole, events: [] }],
    ['of master data', `${results}/resultsBody/eventList`, { ...whole, resultsBody: {} }],
    [
      'with a bad event',
      `${results}/resultsBody/eventList/0/action`,
      { ...whole, resultsBody: { eventList: [{ ...object, action: 'MAKE' }] } },
    ],
  ])('%s is refused', (_title, pointer, found) => {
    const read = answer(JSON.parse(JSON.stringify(found)));
    expect('faults' in read && read.faults.map((fault) => fault.pointer)).toContain(pointer);
  });

  test('has no header, and a body of nothing else', () => {
    const more = { epcisHeader: {}, epcisBody: { queryResults: whole, eventList } };
    const read = answer(whole, more);
    const pointers = 'faults' in read && read.faults.map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/epcisBody/eventList', '/epcisHeader']);
  });
});
