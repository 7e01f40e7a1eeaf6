import { looseKey } from '../identifiers/index.js';
import { compareDecimals, parseMoment } from '../kernel/index.js';
import type { ExtensionPlace, SensorWord, WordMember } from './event-condition.js';
import { expandName, type EventContext } from './event-context.js';
import { extensionMembers, formsOf, numbersOf } from './extension-members.js';
import type { EpcisEvent, Extensions, SensorElement } from './epcis-event.js';
import { termWord } from './term-word.js';

/** A word that an event is found by; where it stands for numbers, with the least and the greatest of them. */
export interface Term {
  readonly word: string;
  readonly low?: string;
  readonly high?: string;
}

/** What an event is found by. */
export interface EventTerms {
  /** By whoever may see it. */
  readonly shared: readonly Term[];
  /** By who reads it whole. */
  readonly own: readonly Term[];
  /** Words of it that stand in lists, for whoever may see it. */
  readonly listed: readonly ListedWord[];
}

/** Everything that an event is found by, each once, save its things, which stand in rows of their own. */
export function termsOf(event: EpcisEvent): EventTerms {
  const shared = new Gathered();
  const own = new Gathered();
  const words = listedWords(event);
  for (const { member, value } of words) shared.add(termWord.of(member, value));
  addWords(event, shared);
  addDeclaration(event, shared);
  for (const element of event.sensorElementList ?? []) addSensor(element, event.context, shared);
  for (const [place, extensions] of extensionsOf(event)) {
    addExtensions(place, extensions, event.context, own);
  }
  const listed = words.filter(({ value }) => Buffer.byteLength(value) <= listedBytesMax);
  return { shared: shared.terms, own: own.terms, listed };
}

/** A longer word is found by its hash and stands in no list: an index has no room for it. */
const listedBytesMax = 2_048;

/** Members whose words are listed for whoever may see an event that has them. */
export const listedMembers = ['bizStep', 'disposition', 'readPoint', 'bizLocation'] as const;
export type ListedMember = (typeof listedMembers)[number];

export interface ListedWord {
  readonly member: ListedMember;
  /** A word of CBV bare, another in full; a place by its key. */
  readonly value: string;
}

function listedWords(event: EpcisEvent): readonly ListedWord[] {
  const { bizStep, disposition, readPoint, bizLocation, context } = event;
  return [
    ...(bizStep ? [{ member: 'bizStep' as const, value: expandName(bizStep, context) }] : []),
    ...(disposition
      ? [{ member: 'disposition' as const, value: expandName(disposition, context) }]
      : []),
    ...(readPoint ? [{ member: 'readPoint' as const, value: looseKey(readPoint.id) }] : []),
    ...(bizLocation ? [{ member: 'bizLocation' as const, value: looseKey(bizLocation.id) }] : []),
  ];
}

class Gathered {
  private readonly byWord = new Map<string, Term>();

  get terms(): readonly Term[] {
    return [...this.byWord.values()];
  }

  add(word: string): void {
    if (!this.byWord.has(word)) this.byWord.set(word, { word });
  }

  addNumber(word: string, number: string): void {
    const { low = number, high = number } = this.byWord.get(word) ?? {};
    this.byWord.set(word, {
      word,
      low: compareDecimals(number, low) < 0 ? number : low,
      high: compareDecimals(number, high) > 0 ? number : high,
    });
  }
}

function addWords(event: EpcisEvent, into: Gathered): void {
  const { context } = event;
  const add = (member: WordMember, value: string | undefined, type?: string) => {
    if (value !== undefined) into.add(termWord.of(member, value, type));
  };
  const word = (text: string) => expandName(text, context);
  add('eventType', event.type);
  add('action', event.action);
  for (const set of event.persistentDisposition?.set ?? []) add('set', word(set));
  for (const unset of event.persistentDisposition?.unset ?? []) add('unset', word(unset));
  add('transformationID', event.transformationID && looseKey(event.transformationID));
  for (const { type, bizTransaction } of event.bizTransactionList ?? []) {
    if (type !== undefined) add('bizTransaction', looseKey(bizTransaction), word(type));
  }
  for (const { type, source } of event.sourceList ?? [])
    add('source', looseKey(source), word(type));
  for (const { type, destination } of event.destinationList ?? []) {
    add('destination', looseKey(destination), word(type));
  }
}

function addDeclaration({ errorDeclaration, context }: EpcisEvent, into: Gathered): void {
  if (errorDeclaration === undefined) return;
  const { declarationTime, reason, correctiveEventIDs = [] } = errorDeclaration;
  into.add(termWord.present('errorDeclaration'));
  into.addNumber(termWord.time('declarationTime'), instantOf(declarationTime));
  if (reason !== undefined) into.add(termWord.of('errorReason', expandName(reason, context)));
  for (const id of correctiveEventIDs) into.add(termWord.of('correctiveEventID', id));
}

/** How the value of each member of sensors is compared. */
const sensorWords: Readonly<
  Record<SensorWord, (value: string, context: EventContext | undefined) => string>
> = {
  type: expandName,
  component: expandName,
  deviceID: looseKey,
  hexBinaryValue: (value) => value.toLowerCase(),
  dataProcessingMethod: itself,
  bizRules: itself,
  microorganism: itself,
  chemicalSubstance: itself,
  stringValue: itself,
  booleanValue: itself,
  uriValue: itself,
};
const sensorTimes = ['time', 'startTime', 'endTime'];
const sensorNumbers = ['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percValue'] as const;

function addSensor(
  { sensorMetadata, sensorReport }: SensorElement,
  context: EventContext | undefined,
  into: Gathered,
): void {
  into.add(termWord.present('sensorElement'));
  for (const members of [sensorMetadata ?? {}, ...sensorReport]) {
    for (const [name, value] of Object.entries(members as Readonly<Record<string, unknown>>)) {
      if (typeof value !== 'string' && typeof value !== 'boolean') continue;
      if (Object.hasOwn(sensorWords, name)) {
        const member = name as SensorWord;
        into.add(termWord.of(member, sensorWords[member](String(value), context)));
      } else if (sensorTimes.includes(name)) {
        into.addNumber(termWord.time(name), instantOf(String(value)));
      }
    }
  }
  for (const report of sensorReport) {
    if (report.percRank !== undefined) into.addNumber(termWord.number('percRank'), report.percRank);
    for (const member of sensorNumbers) {
      const number = report[member];
      if (number === undefined || report.uom === undefined) continue;
      into.addNumber(termWord.number(member, report.uom), number);
    }
  }
}

function extensionsOf(event: EpcisEvent): readonly (readonly [ExtensionPlace, Extensions])[] {
  const elements = event.sensorElementList ?? [];
  const all: readonly (readonly [ExtensionPlace, Extensions | undefined])[] = [
    ['event', event.extensions],
    ['ilmd', event.ilmd],
    ['errorDeclaration', event.errorDeclaration?.extensions],
    ['readPoint', event.readPoint?.extensions],
    ['bizLocation', event.bizLocation?.extensions],
    ...elements.flatMap(({ extensions, sensorMetadata, sensorReport }) => [
      ['sensorElement', extensions] as const,
      ['sensorMetadata', sensorMetadata?.extensions] as const,
      ...sensorReport.map((report) => ['sensorReport', report.extensions] as const),
    ]),
  ];
  return all.flatMap(([place, extensions]) =>
    extensions === undefined ? [] : [[place, extensions] as const],
  );
}

function addExtensions(
  place: ExtensionPlace,
  extensions: Extensions,
  context: EventContext | undefined,
  into: Gathered,
): void {
  for (const { name, value, inner } of extensionMembers(extensions, context)) {
    into.add(termWord.extension(place, inner, name));
    for (const form of formsOf(value)) into.add(termWord.extended(place, inner, name, form));
    for (const [kind, number] of numbersOf(value)) {
      into.addNumber(termWord.extended(place, inner, name, kind), number);
    }
  }
}

function instantOf(time: string): string {
  return String(parseMoment(time).instant);
}

function itself(value: string): string {
  return value;
}
