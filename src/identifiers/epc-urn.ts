import type { Element } from './elements/ai-table.js';
import { checkDigit } from './check-digit.js';
import { epcSchemes, type EpcScheme } from './epc-schemes.js';
import { IdentifierFault } from './fault.js';
import { gs1Identifier, type Identifier } from './gs1-key.js';
import { decode } from './percent.js';

const urnShape = /^urn:epc:(id|class|idpat):([a-z]+):(.+)$/i;

/**
 * The thing an EPC URN names; undefined for URNs of other schemes and for patterns wider than one class.
 * `urn:epc:idpat:sgtin:4012345.044444.*` is the class of all serial numbers, which is the product itself.
 */
export function parseEpcUrn(urn: string): Identifier | undefined {
  const [, type = '', name = '', body = ''] = urnShape.exec(urn) ?? [];
  const isPattern = type.toLowerCase() === 'idpat';
  const scheme = epcSchemes.find(
    (known) =>
      known.name === name.toLowerCase() && known.type === (isPattern ? 'id' : type.toLowerCase()),
  );
  if (scheme === undefined) return undefined;
  const ofClass = isPattern && scheme.serial !== undefined ? body.replace(/\.\*$/, '') : body;
  if (isPattern && /[*[]/.test(ofClass)) return undefined;
  return gs1Identifier(elementsOf(scheme, ofClass, ofClass !== body));
}

function elementsOf(scheme: EpcScheme, body: string, withoutSerial: boolean): readonly Element[] {
  const hasSerial = scheme.serial !== undefined && !withoutSerial;
  const count = 2 + (scheme.pieces ? 2 : 0) + (hasSerial ? 1 : 0);
  const fields = split(body, count);
  const [prefix = '', reference = '', ...rest] = fields;
  if (fields.length < count || !/^\d{6,12}$/.test(prefix)) throw faultOf(scheme);
  const serial = hasSerial ? decode(unescaped(rest.at(-1) ?? '')) : undefined;
  const pieces = scheme.pieces ? rest.slice(0, 2).join('') : '';
  const value = keyValue(scheme, prefix, reference) + pieces;
  if (serial === undefined) return [[scheme.ai, value]];
  if (serial === '') throw new IdentifierFault(`the serial of ${scheme.name} is empty`);
  if (scheme.serial === 'tail') return [[scheme.ai, value + serial]];
  return [
    [scheme.ai, value],
    [scheme.serial ?? '', serial],
  ];
}

/** The value that the fields before the serial make up, with its check digit. */
export function keyValue(scheme: EpcScheme, prefix: string, reference: string): string {
  if (scheme.digits === 0) return prefix + decode(unescaped(reference));
  if (!/^\d*$/.test(reference) || prefix.length + reference.length !== scheme.digits) {
    throw faultOf(scheme);
  }
  const digits =
    scheme.lead === 'reference'
      ? reference.slice(0, 1) + prefix + reference.slice(1)
      : prefix + reference;
  return (scheme.lead === 'zero' ? '0' : '') + digits + checkDigit(digits);
}

/** At most `count` fields; the last keeps its dots. */
function split(body: string, count: number): readonly string[] {
  const fields = body.split('.');
  return fields.length <= count
    ? fields
    : [...fields.slice(0, count - 1), fields.slice(count - 1).join('.')];
}

function unescaped(field: string): string {
  if (/["&/<>?#]/.test(field)) {
    throw new IdentifierFault(
      '" & / < > ? # stand in an EPC URN only as %22 %26 %2F %3C %3E %3F %23',
    );
  }
  return field;
}

function faultOf({ name, digits }: EpcScheme): IdentifierFault {
  const together = digits === 0 ? '' : `, together ${digits} digits`;
  return new IdentifierFault(
    `${name} must have a company prefix of 6 to 12 digits and a reference${together}`,
  );
}
