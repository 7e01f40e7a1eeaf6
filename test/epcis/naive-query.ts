import type { Condition, EpcisEvent, Extensions, SensorElement } from '../../src/events/index.js';
import { expandName } from '../../src/events/index.js';
import type { QueryCondition } from '../../src/epcis/query/family.js';
import { parseIdentifier } from '../../src/identifiers/index.js';
import { parseDecimal, type Json } from '../../src/kernel/index.js';

/** An event as somebody sees it. */
export interface Seen {
  readonly event: EpcisEvent;
  readonly recordedAt: number;
  /** By its author, who sees extensions too. */
  readonly isWhole: boolean;
}

/** Conditions that can be read off an event; master data stand elsewhere. */
export function ofEvents(asked: readonly QueryCondition[]): readonly Condition[] {
  return asked.map((each) => {
    if (each.kind === 'attribute') throw new Error(`${each.field} is to be looked up`);
    return each;
  });
}

/** Whether a condition is true of an event, read off the event and nothing else: the measure of what SQL answers. */
export function holds(condition: Condition, { event, recordedAt, isWhole }: Seen): boolean {
  switch (condition.kind) {
    case 'thing': {
      const { keys, patterns, roles, isClass } = condition;
      return namesIn(event).some(
        ({ role, ofClass, key }) =>
          (roles === undefined || roles.some((wanted) => wanted === role)) &&
          (isClass === undefined || isClass === ofClass) &&
          (keys.includes(key) ||
            patterns.some(
              ({ starts, shape }) =>
                starts.some((start) => key.startsWith(start)) && new RegExp(shape).test(key),
            )),
      );
    }
    case 'eventID':
      return condition.values.includes(event.eventID ?? '');
    case 'word':
      return wordsIn(event, condition.member, condition.of).some((word) =>
        condition.values.includes(word),
      );
    case 'present':
      return condition.member === 'errorDeclaration'
        ? event.errorDeclaration !== undefined
        : (event.sensorElementList ?? []).length > 0;
    case 'time': {
      const { member, comparison, instant } = condition;
      const times = member === 'recordTime' ? [recordedAt] : timesIn(event, member).map(Date.parse);
      return times.some((time) => (comparison === 'GE' ? time >= instant : time < instant));
    }
    case 'amount': {
      const { member, comparison, values, uom } = condition;
      return amountsIn(event, member).some(
        ([number, unit]) =>
          values.some((value) => {
            const there = uom === undefined ? number : inUnit(number, unit, uom, member === 'sDev');
            return there !== undefined && compares(there - Number(value), comparison);
          }) || false,
      );
    }
    case 'extension': {
      if (!isWhole) return false;
      const { place, inner, names, test } = condition;
      const values = extensionsIn(event, place)
        .flatMap((extensions) => membersIn(extensions, event, false))
        .filter((member) => member.inner === inner && names.includes(member.name))
        .map(({ value }) => unwrapped(value));
      if (test.comparison === 'EXISTS') return values.length > 0;
      if (test.comparison === 'EQ') {
        return values.some((value) => test.values.some((asked) => equals(value, asked)));
      }
      return values.some((value) => {
        const there = sizeOf(value, 'number' in test);
        const bound = 'number' in test ? Number(test.number) : test.instant;
        return there !== undefined && compares(there - bound, test.comparison);
      });
    }
  }
}

function namesIn(event: EpcisEvent) {
  const lists = [
    ['object', false, event.epcList],
    ['object', true, event.quantityList],
    ['parent', false, event.parentID === undefined ? [] : [event.parentID]],
    ['child', false, event.childEPCs],
    ['child', true, event.childQuantityList],
    ['input', false, event.inputEPCList],
    ['input', true, event.inputQuantityList],
    ['output', false, event.outputEPCList],
    ['output', true, event.outputQuantityList],
  ] as const;
  return lists.flatMap(([role, ofClass, list]) =>
    (list ?? []).map((entry) => ({
      role,
      ofClass,
      key: parseIdentifier(typeof entry === 'string' ? entry : entry.epcClass).key,
    })),
  );
}

function wordsIn(event: EpcisEvent, member: string, of: readonly string[] = []): string[] {
  const { errorDeclaration: declared } = event;
  const full = (text: string) => expandName(text, event.context);
  const key = (text: string) => parseIdentifier(text).key;
  const typed = (list: readonly { readonly type?: string }[] | undefined) =>
    (list ?? [])
      .filter(({ type }) => type !== undefined && of.includes(full(type)))
      .map((entry) => key(String((entry as Record<string, unknown>)[member])));
  const own: Record<string, readonly (string | undefined)[]> = {
    eventType: [event.type],
    action: [event.action],
    bizStep: [event.bizStep].map((text) => text && full(text)),
    disposition: [event.disposition].map((text) => text && full(text)),
    set: (event.persistentDisposition?.set ?? []).map(full),
    unset: (event.persistentDisposition?.unset ?? []).map(full),
    readPoint: event.readPoint ? [key(event.readPoint.id)] : [],
    bizLocation: event.bizLocation ? [key(event.bizLocation.id)] : [],
    transformationID: event.transformationID ? [key(event.transformationID)] : [],
    errorReason: [declared?.reason].map((text) => text && full(text)),
    correctiveEventID: declared?.correctiveEventIDs ?? [],
  };
  const ends: Record<string, readonly { readonly type?: string }[] | undefined> = {
    bizTransaction: event.bizTransactionList ?? [],
    source: event.sourceList ?? [],
    destination: event.destinationList ?? [],
  };
  const found =
    own[member] ??
    (ends[member] && typed(ends[member])) ??
    sensorMembers(event, member).map((value) =>
      member === 'deviceID'
        ? key(String(value))
        : member === 'hexBinaryValue'
          ? String(value).toLowerCase()
          : full(String(value)),
    );
  return found.filter((text) => text !== undefined);
}

function sensorMembers(event: EpcisEvent, member: string): unknown[] {
  return (event.sensorElementList ?? [])
    .flatMap(({ sensorMetadata = {}, sensorReport }) => [sensorMetadata, ...sensorReport])
    .map((members) => (members as Record<string, unknown>)[member])
    .filter((value) => value !== undefined);
}

function timesIn(event: EpcisEvent, member: string): string[] {
  if (member === 'eventTime') return [event.eventTime];
  if (member === 'declarationTime') {
    return event.errorDeclaration ? [event.errorDeclaration.declarationTime] : [];
  }
  return sensorMembers(event, member).map(String);
}

function amountsIn(event: EpcisEvent, member: string): (readonly [number, string])[] {
  if (member === 'quantity') {
    const { quantityList = [], childQuantityList = [] } = event;
    const { inputQuantityList = [], outputQuantityList = [] } = event;
    return [...quantityList, ...childQuantityList, ...inputQuantityList, ...outputQuantityList]
      .filter(({ quantity }) => quantity !== undefined)
      .map(({ quantity, uom = 'H87' }) => [Number(quantity), uom] as const);
  }
  return (event.sensorElementList ?? [])
    .flatMap(({ sensorReport }: SensorElement) => sensorReport)
    .filter((report) => report[member as 'value'] !== undefined)
    .map((report) => [Number(report[member as 'value']), report.uom ?? ''] as const);
}

/** Units that the test uses, in thousandths of a gram and in hundredths of a kelvin. */
const scales: Record<string, readonly [kind: string, factor: number, zero: number]> = {
  KGM: ['mass', 1_000_000, 0],
  GRM: ['mass', 1_000, 0],
  CEL: ['heat', 100, 27_315],
  KEL: ['heat', 100, 0],
};

function inUnit(number: number, from: string, to: string, isDifference: boolean) {
  if (from === to) return number;
  const [source, target] = [scales[from], scales[to]];
  if (source === undefined || target === undefined || source[0] !== target[0]) return undefined;
  const shift = isDifference ? 0 : source[2] - target[2];
  return (Math.round(number * source[1]) + shift) / target[1];
}

function compares(difference: number, comparison: string): boolean {
  return {
    EQ: difference === 0,
    GT: difference > 0,
    GE: difference >= 0,
    LT: difference < 0,
    LE: difference <= 0,
  }[comparison] as boolean;
}

function extensionsIn(event: EpcisEvent, place: string): Extensions[] {
  const elements = event.sensorElementList ?? [];
  const all: Record<string, readonly (Extensions | undefined)[]> = {
    event: [event.extensions],
    ilmd: [event.ilmd],
    errorDeclaration: [event.errorDeclaration?.extensions],
    readPoint: [event.readPoint?.extensions],
    bizLocation: [event.bizLocation?.extensions],
    sensorElement: elements.map(({ extensions }) => extensions),
    sensorMetadata: elements.map(({ sensorMetadata }) => sensorMetadata?.extensions),
    sensorReport: elements.flatMap(({ sensorReport }) => sensorReport.map((r) => r.extensions)),
  };
  return (all[place] ?? []).filter((extensions) => extensions !== undefined);
}

interface Member {
  readonly name: string;
  readonly value: Json;
  readonly inner: boolean;
}

function membersIn(extensions: Extensions, event: EpcisEvent, inner: boolean): Member[] {
  return Object.entries(extensions).flatMap(([written, member]) => {
    const name = expandName(written, event.context);
    const values = (Array.isArray(member) ? member.flat(8) : [member]) as readonly Json[];
    return values.flatMap((value) => [
      { name, value, inner },
      ...(value !== null && typeof value === 'object'
        ? membersIn(value as Extensions, event, true)
        : []),
    ]);
  });
}

/** JSON-LD may say a value with its type. */
function unwrapped(value: Json): Json {
  return (value as { readonly '@value'?: Json } | null)?.['@value'] ?? value;
}

function equals(value: Json, asked: string): boolean {
  if (typeof value === 'number') return isDecimal(asked) && value === Number(asked);
  if (typeof value !== 'string' && typeof value !== 'boolean') return false;
  return (
    String(value) === asked || (isTime(asked) && Date.parse(String(value)) === Date.parse(asked))
  );
}

function sizeOf(value: Json, asNumber: boolean): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  if (asNumber) return isDecimal(text) ? Number(text) : undefined;
  return isTime(text) ? Date.parse(text) : undefined;
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/.test(text);
}

function isDecimal(text: string): boolean {
  try {
    parseDecimal(text);
    return true;
  } catch {
    return false;
  }
}
