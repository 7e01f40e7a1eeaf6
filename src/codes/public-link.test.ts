import { describe, expect, it } from '@jest/globals';
import { parseIdentifier } from '../identifiers/index.js';
import { publicLink, publicPath } from './public-link.js';

const gtin = '09520123456788';
const batchCode = '7K3M9QTX2WPA';
const itemCode = '7K3M9QTX2WP4H8CX';

describe('the public path of a code', () => {
  it.each([
    ['a batch', { kind: 'batch', gtin, number: 'ABC1' }, batchCode, `/01/${gtin}/10/ABC1`],
    ['an item', { kind: 'item', gtin, number: 'ABC1' }, itemCode, `/01/${gtin}/21/${itemCode}`],
    ['a case', { kind: 'case', gtin, number: 'ABC1' }, itemCode, `/01/${gtin}/21/${itemCode}`],
  ] as const)('of %s of a product with a GTIN is a Digital Link', (_, linked, code, path) => {
    expect(publicPath(linked, code)).toBe(path);
  });

  it.each(['batch', 'item', 'case', 'unit'] as const)(
    'of kind %s without a GTIN is our own: no GTIN and no SSCC is made up',
    (kind) => {
      expect(publicPath({ kind, gtin: null, number: 'ABC1' }, batchCode)).toBe(`/t/${batchCode}`);
    },
  );

  it('percent-encodes all of a batch number that GS1 does not leave as it is', () => {
    const number = `/%!'()*+&?-._`;
    const path = publicPath({ kind: 'batch', gtin, number }, batchCode);
    expect(path).toBe(`/01/${gtin}/10/%2F%25%21%27%28%29%2A%2B%26%3F-._`);
    expect(parseIdentifier(path).parts).toEqual({ gtin, batch: number });
  });

  it.each(['https://trace.example', 'https://trace.example/'])('goes behind %s', (baseUrl) => {
    const link = publicLink({ kind: 'unit', gtin: null, number: null }, batchCode, baseUrl);
    expect(link).toBe(`https://trace.example/t/${batchCode}`);
  });
});
