// Goal: every scheme of EPC URN comes back from its key, for every company prefix.
// Method: for each scheme of the table generated fields; what one scheme cannot write another of the same key must not claim.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { epcSchemes, type EpcScheme } from './epc-schemes.js';
import { epcUrn } from './epc-urn-of.js';
import { parseIdentifier } from './identifier.js';
import { encodeForUrn } from './percent.js';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const text = (most: number, set = '!"%&\'()*+,-./0123456789:;<=>?AZ_az') =>
  fc.string({ unit: fc.constantFrom(...set), minLength: 1, maxLength: most }).map(encodeForUrn);

const serials: Readonly<Record<string, fc.Arbitrary<string>>> = {
  '10': text(20),
  '21': text(20),
  '235': text(28),
  '254': text(20),
  '8011': fc.stringMatching(/^(0|[1-9][0-9]{0,11})$/),
};
const tails: Readonly<Record<string, fc.Arbitrary<string>>> = {
  '8003': text(16),
  '253': text(17),
  '255': fc.stringMatching(/^[0-9]{1,12}$/),
};
const capitals = '#-/0123456789AZ';

/** The fields of a URN, its company prefix first. */
function fieldsOf(scheme: EpcScheme, prefixLength: number): fc.Arbitrary<string[]> {
  const reference =
    scheme.digits > 0
      ? digits(scheme.digits - prefixLength)
      : text(18, scheme.ai === '8010' ? capitals : undefined);
  const serial = scheme.serial === 'tail' ? tails[scheme.ai] : serials[scheme.serial ?? ''];
  return fc
    .tuple(
      digits(prefixLength),
      reference,
      fc.constant(scheme.pieces ? ['01', '12'] : []),
      serial ?? fc.constant(''),
    )
    .map(([prefix, rest, pieces, last]) => [
      prefix,
      rest,
      ...pieces,
      ...(last === '' ? [] : [last]),
    ]);
}

test.each(epcSchemes.map((scheme) => [scheme.name, scheme] as const))(
  '%s comes back from its key, and its class from the class’s key',
  (_, scheme) => {
    const most = scheme.lead === 'reference' ? 12 : Math.min(12, scheme.digits || 12);
    const lengths = Array.from({ length: most - 5 }, (_, i) => i + 6);
    const cases = fc.oneof(
      ...lengths.map((length) => fc.tuple(fc.constant(length), fieldsOf(scheme, length))),
    );
    fc.assert(
      fc.property(cases, ([length, fields]) => {
        const urn = `urn:epc:${scheme.type}:${scheme.name}:${fields.join('.')}`;
        const { key } = parseIdentifier(urn);
        expect(key.startsWith(`/${scheme.ai}/`)).toBe(true);
        expect(epcUrn(key, length)).toBe(urn);
        expect(parseIdentifier(key).key).toBe(key);
        expect(parseIdentifier(urn.replace('urn:epc', 'URN:EPC')).key).toBe(key);
        const isFirst = epcSchemes.find(({ ai }) => ai === scheme.ai) === scheme;
        if (scheme.serial === undefined || scheme.serial === '254' || !isFirst) return;
        const ofClass = `urn:epc:idpat:${scheme.name}:${fields.slice(0, -1).join('.')}.*`;
        expect(epcUrn(parseIdentifier(ofClass).key, length)).toBe(ofClass);
      }),
      { numRuns: 200 },
    );
  },
);
