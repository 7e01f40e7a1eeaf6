// What an event is once it is read: one form for each notation, nothing lost.
import { describe, expect, test } from '@jest/globals';
import { readCaptureDocument } from '../../../test/epcis/read-document.js';
import {
  amount,
  batch,
  capture,
  context,
  faultsOf,
  first,
  now,
  object,
  type Members,
} from '../../../test/epcis/sound-events.js';

describe('what is read', () => {
  function read(event: Members, document: Members = {}) {
    const result = capture(event, document);
    if ('faults' in result) throw new Error(JSON.stringify(result.faults));
    return result.events[0]!;
  }

  test('has one form for every form of a vocabulary word', () => {
    const event = read({
      ...object,
      type: 'epcis:ObjectEvent',
      bizStep: 'cbv:BizStep-shipping',
      disposition: 'urn:epcglobal:cbv:disp:in_transit',
      persistentDisposition: { set: ['https://ref.gs1.org/cbv/Disp-conformant'] },
      bizTransactionList: [{ type: 'https://ns.gs1.org/cbv/BTT-po', bizTransaction: 'farm:po/1' }],
      sourceList: [{ type: 'cbv:SDT-location', source: 'urn:epc:id:sgln:4012345.00225.0' }],
      errorDeclaration: { declarationTime: '2026-03-01T09:00:00Z', reason: 'cbv:ER-did_not_occur' },
    });
    expect(event).toMatchObject({
      type: 'ObjectEvent',
      bizStep: 'shipping',
      disposition: 'in_transit',
      persistentDisposition: { set: ['conformant'] },
      bizTransactionList: [{ type: 'po', bizTransaction: 'https://farm.example/ns#po/1' }],
      sourceList: [{ type: 'location' }],
      errorDeclaration: { reason: 'did_not_occur' },
    });
  });

  test('has decimals as text, digit for digit', () => {
    expect(read(amount(200.5)).quantityList).toEqual([
      { epcClass: batch, quantity: '200.5', uom: 'KGM' },
    ]);
    expect(read(amount(0.000001)).quantityList?.[0]?.quantity).toBe('0.000001');
  });

  test('keeps extensions to the letter, wherever EPCIS allows them', () => {
    const extension = { bare: [1, null, { 'farm:x': ' y ' }], '@type': 'xsd:date' };
    const event = read({
      ...object,
      'farm:a': extension,
      readPoint: { id: 'urn:x:gate', 'farm:b': extension },
      errorDeclaration: { declarationTime: '2026-03-01T09:00:00Z', 'farm:c': extension },
      ilmd: { 'farm:d': extension },
    });
    expect(event.extensions).toEqual({ 'farm:a': extension });
    expect(event.readPoint?.extensions).toEqual({ 'farm:b': extension });
    expect(event.errorDeclaration?.extensions).toEqual({ 'farm:c': extension });
    expect(event.ilmd).toEqual({ 'farm:d': extension });
  });

  test("carries of the context what its names need, the event's own before the document's", () => {
    const date = { '@id': 'farm:picked', '@type': 'xsd:date' };
    const event = read(
      { ...object, '@context': { own: 'urn:own:' }, 'own:a': 1, 'shop:picked': '2026-03-01' },
      {
        '@context': [
          context,
          { own: 'urn:outer:', unused: 'urn:u:' },
          'https://other.example/context.jsonld',
          { 'shop:picked': date, farm: 'https://farm.example/ns#' },
        ],
      },
    );
    expect(event.context).toEqual({
      terms: { own: 'urn:own:', 'shop:picked': date, farm: 'https://farm.example/ns#' },
      remote: ['https://other.example/context.jsonld'],
    });
  });

  test('leaves out the recording time of others', () => {
    expect(read({ ...object, recordTime: '2026-03-01T09:00:00Z' })).not.toHaveProperty(
      'recordTime',
    );
  });

  test('is the same for an event sent alone', () => {
    const alone = readCaptureDocument({ '@context': context, ...object }, now);
    expect(alone).toEqual(capture(object));
  });
});

describe('an event known only by its day', () => {
  const day = { ...object, eventTime: '2026-03-01T00:00:00+08:00', 'fur:wholeDay': true };
  const document = { '@context': [context, { fur: 'urn:furrow:epcis:' }] };

  test('is marked as such, whatever prefix the mark has', () => {
    const result = capture(day, document);
    const event = 'events' in result ? result.events[0] : undefined;
    expect(event?.wholeDay).toBe(true);
    expect(event).not.toHaveProperty('extensions');
  });

  test('begins at midnight of its place, in whichever offset that is written', () => {
    const utc = { ...day, eventTime: '2026-02-28T16:00:00Z' };
    expect(faultsOf(utc, document)).toEqual([]);
    expect(faultsOf({ ...day, eventTime: '2026-03-01T00:00:00Z' }, document)).toEqual([
      [`${first}/eventTime`, 'semantics.time'],
    ]);
  });

  test('is marked with true and nothing else', () => {
    expect(faultsOf({ ...day, 'fur:wholeDay': 'yes' }, document)).toEqual([
      [`${first}/fur:wholeDay`, 'semantics.books'],
    ]);
  });
});
