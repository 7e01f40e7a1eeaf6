import { getMetadataStorage, ValidationTypes, type ValidationError } from 'class-validator';
import { nearest, pointerTo, type Fault } from '../../kernel/index.js';

/** What class-validator found, each with the JSON Pointer of its member and what to do about it. */
export function faultsOf(errors: readonly ValidationError[], above = ''): Fault[] {
  return errors.flatMap((error) => {
    const pointer = pointerTo(above, error.property);
    const own = error.constraints === undefined ? [] : [{ pointer, detail: detailOf(error) }];
    return [...own, ...faultsOf(error.children ?? [], pointer)];
  });
}

/** A value of the wrong type breaks all rules of its member, and only that of the type says what to do. */
const typeRules = ['isArray', 'isObject', 'isString', 'isInt', 'isNumber', 'isBoolean'];

function detailOf(error: ValidationError): string {
  const { nestedValidation, ...rules } = error.constraints ?? {};
  if (rules['whitelistValidation'] !== undefined) return unknownMember(error);
  const ofType = typeRules.find((rule) => rules[rule] !== undefined);
  const message = ofType === undefined ? Object.values(rules).at(-1) : rules[ofType];
  const detail =
    message === undefined && nestedValidation !== undefined
      ? 'must be an object'
      : withoutName(message ?? 'is not valid', error.property);
  return error.value === undefined ? `is missing: ${detail}` : detail;
}

/** Messages name the member, which the pointer already does. */
function withoutName(message: string, name: string): string {
  if (message.startsWith(`${name} `)) return message.slice(name.length + 1);
  return message.replace(`each value in ${name} `, 'each value in it ');
}

function unknownMember({ property, target }: ValidationError): string {
  const meant = nearest(property, membersOf(target), property.length > 3 ? 2 : 1);
  return meant === undefined
    ? 'is not known here; remove it'
    : `is not known here; did you mean ${meant}?`;
}

function membersOf(target: object | undefined): string[] {
  return target === undefined ? [] : rulesOf(target).map(({ propertyName }) => propertyName);
}

function rulesOf(request: object) {
  const storage = getMetadataStorage();
  return storage.getTargetValidationMetadatas(request.constructor, '', false, false);
}

/**
 * Lists where the class has an object: validation goes through their entries and lets them pass. To be asked of
 * a request that is valid otherwise.
 */
export function misplacedLists(request: object, above = ''): Fault[] {
  const nested = rulesOf(request).filter(({ type }) => type === ValidationTypes.NESTED_VALIDATION);
  return nested.flatMap(({ propertyName }) => {
    const value: unknown = Reflect.get(request, propertyName);
    const pointer = pointerTo(above, propertyName);
    const isList = Reflect.getMetadata('design:type', request, propertyName) === Array;
    if (!isList || !Array.isArray(value)) return misplacedIn(value, pointer);
    return value.flatMap((entry: unknown, index) => misplacedIn(entry, pointerTo(pointer, index)));
  });
}

function misplacedIn(value: unknown, pointer: string): Fault[] {
  if (Array.isArray(value)) return [{ pointer, detail: 'must be an object' }];
  return typeof value === 'object' && value !== null ? misplacedLists(value, pointer) : [];
}
