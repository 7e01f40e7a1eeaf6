import type { Element } from './elements/ai-table.js';
import { epcSchemes, type EpcScheme } from './epc-schemes.js';
import { IdentifierFault } from './fault.js';
import { decode, encodeForUrn } from './percent.js';

/**
 * The EPC URN of a canonical key, undefined when the thing has none (a variant, a code of ours, a web
 * address). A URN shows where the company prefix ends and a key does not, so the caller says how long it is.
 */
export function epcUrn(key: string, companyPrefixLength: number): string | undefined {
  if (companyPrefixLength < 6 || companyPrefixLength > 12) {
    throw new IdentifierFault('a company prefix has 6 to 12 digits');
  }
  const [primary, qualifier] = elementsOfKey(key);
  if (primary === undefined) return undefined;
  const scheme = epcSchemes.find(
    ({ ai, serial }) => ai === primary[0] && (qualifier === undefined || qualifier[0] === serial),
  );
  return scheme && urnOf(scheme, primary[1], qualifier?.[1], companyPrefixLength);
}

function urnOf(
  scheme: EpcScheme,
  value: string,
  qualifier: string | undefined,
  prefixLength: number,
): string {
  const { fields, tail } = fieldsOf(scheme, value, prefixLength);
  if (scheme.pieces) fields.push(tail.slice(0, 2), tail.slice(2));
  const serial = scheme.serial === 'tail' ? tail : (qualifier ?? '');
  if (serial !== '') fields.push(encodeForUrn(serial));
  // A location without extension is the location itself; anything else without serial is a class.
  else if (scheme.serial === '254') fields.push('0');
  else if (scheme.serial !== undefined) return `urn:epc:idpat:${scheme.name}:${fields.join('.')}.*`;
  return `urn:epc:${scheme.type}:${scheme.name}:${fields.join('.')}`;
}

function fieldsOf(
  scheme: EpcScheme,
  value: string,
  prefixLength: number,
): { fields: string[]; tail: string } {
  if (scheme.digits === 0) {
    const reference = encodeForUrn(value.slice(prefixLength));
    return { fields: [value.slice(0, prefixLength), reference], tail: '' };
  }
  const start = scheme.lead === 'zero' ? 1 : 0;
  const digits = value.slice(start, start + scheme.digits);
  const lead = scheme.lead === 'reference' ? digits.slice(0, 1) : '';
  const rest = digits.slice(lead.length);
  return {
    fields: [rest.slice(0, prefixLength), lead + rest.slice(prefixLength)],
    tail: value.slice(start + scheme.digits + 1),
  };
}

function elementsOfKey(key: string): readonly Element[] {
  if (!/^\/\d/.test(key)) return [];
  const [, ai = '', value = '', qualifier, last = ''] = key.split('/');
  const primary = [ai, decode(value)] as const;
  return qualifier === undefined ? [primary] : [primary, [qualifier, decode(last)]];
}
