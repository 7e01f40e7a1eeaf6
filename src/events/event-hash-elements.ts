import type { Json } from '../kernel/index.js';
import {
  bizSteps,
  bizTransactionTypes,
  dispositions,
  measurementTypes,
  sensorComponents,
  sensorExceptions,
  sourceDestinationTypes,
  wordAddress,
  type Vocabulary,
} from './cbv.js';
import { expandName, standardPrefixes, type EventContext } from './event-context.js';
import type { EpcisEvent, Extensible, Extensions, Quantity, SensorElement } from './epcis-event.js';

/** A part of an event as XML would write it, whatever it was sent as: the form that the hash is defined on. */
export interface HashElement {
  readonly name: string;
  readonly text?: string;
  readonly children?: readonly HashElement[];
  /** Its children are written in their order, not sorted. */
  readonly isSequence?: true;
}

/**
 * The parts of an event that count for its hash. Its id, the time of recording, declarations of error and comments do not:
 * they are about the record.
 */
export function hashElementsOf(event: EpcisEvent): readonly HashElement[] {
  const { context } = event;
  const write = new Writer(context);
  return [
    text('eventTime', event.eventTime),
    text('eventTimeZoneOffset', event.eventTimeZoneOffset),
    ...many('certificationInfo', event.certificationInfo),
    text('parentID', event.parentID),
    ...(['epcList', 'inputEPCList', 'childEPCs', 'outputEPCList'] as const).map((name) =>
      parent(name, many('epc', event[name])),
    ),
    ...quantityLists.map((name) => parent(name, event[name]?.map(quantityElement))),
    text('action', event.action),
    text('transformationID', event.transformationID),
    write.word('bizStep', event.bizStep, bizSteps),
    write.word('disposition', event.disposition, dispositions),
    parent('persistentDisposition', [
      ...write.words('set', event.persistentDisposition?.set, dispositions),
      ...write.words('unset', event.persistentDisposition?.unset, dispositions),
    ]),
    write.place('readPoint', event.readPoint),
    write.place('bizLocation', event.bizLocation),
    parent(
      'bizTransactionList',
      event.bizTransactionList?.map(({ type, bizTransaction }) =>
        sequence(
          write.word('type', type, bizTransactionTypes),
          text('bizTransaction', bizTransaction),
        ),
      ),
    ),
    write.ends(
      'source',
      event.sourceList?.map(({ type, source }) => [type, source]),
    ),
    write.ends(
      'destination',
      event.destinationList?.map(({ type, destination }) => [type, destination]),
    ),
    parent(
      'sensorElementList',
      event.sensorElementList?.map((element) => write.sensorElement(element)),
    ),
    parent('ilmd', write.extensions(event.ilmd)),
    ...write.extensions(event.extensions),
    ...(event.wholeDay === true ? [{ name: '{urn:furrow:epcis:}wholeDay', text: 'true' }] : []),
  ].filter((element) => element !== undefined);
}

const quantityLists = [
  'quantityList',
  'childQuantityList',
  'inputQuantityList',
  'outputQuantityList',
] as const;

type Part = HashElement | undefined;

function text(name: string, value: string | undefined): Part {
  return value === undefined ? undefined : { name, text: value };
}

function many(name: string, values: readonly string[] = []): HashElement[] {
  return values.map((value) => ({ name, text: value }));
}

function parent(name: string, children: readonly Part[] = []): Part {
  const present = children.filter((child) => child !== undefined);
  return present.length === 0 ? undefined : { name, children: present };
}

function sequence(...parts: readonly Part[]): HashElement {
  return { name: '', children: parts.filter((part) => part !== undefined), isSequence: true };
}

function quantityElement({ epcClass, quantity, uom }: Quantity): Part {
  const parts = [text('epcClass', epcClass), text('quantity', quantity), text('uom', uom)];
  return parent('quantityElement', parts);
}

/** Writes what may hold names with prefixes. */
class Writer {
  constructor(private readonly context: EventContext | undefined) {}

  word(name: string, value: string | undefined, vocabulary: Vocabulary): Part {
    if (value === undefined) return undefined;
    const isOwn = vocabulary.words.has(value);
    const address = isOwn ? wordAddress(vocabulary, value) : expandName(value, this.context);
    return { name, text: address };
  }

  words(name: string, values: readonly string[] = [], vocabulary: Vocabulary): Part[] {
    return values.map((value) => this.word(name, value, vocabulary));
  }

  /** Where the goods come from or go to: each end by its type. */
  ends(name: 'source' | 'destination', ends: readonly (readonly [string, string])[] = []): Part {
    const parts = ends.map(([type, end]) =>
      sequence(this.word('type', type, sourceDestinationTypes), text(name, end)),
    );
    return parent(`${name}List`, parts);
  }

  place(name: string, place: EpcisEvent['readPoint']): Part {
    return place && parent(name, [text('id', place.id), ...this.extensions(place.extensions)]);
  }

  sensorElement({ sensorMetadata, sensorReport, extensions }: SensorElement): Part {
    return parent('sensorElement', [
      sensorMetadata && parent('sensorMetadata', this.sensed(sensorMetadata)),
      ...sensorReport.map((report) => parent('sensorReport', this.sensed(report))),
      ...this.extensions(extensions),
    ]);
  }

  private sensed({ extensions, ...members }: Extensible): Part[] {
    const own = Object.entries<unknown>(members).map(([name, value]) => {
      const vocabulary = sensorWords.get(name);
      const written = String(value);
      return vocabulary ? this.word(name, written, vocabulary) : { name, text: written };
    });
    return [...own, ...this.extensions(extensions)];
  }

  extensions(members: Extensions = {}): HashElement[] {
    return Object.entries(members).flatMap(([name, value]) => this.member(name, value));
  }

  private member(name: string, value: Json): HashElement[] {
    const full = this.nameOf(name);
    if (comments.has(full)) return [];
    if (!Array.isArray(value)) return [this.element(full, value)];
    const entries = (of: string) => value.map((entry: Json) => this.element(of, entry));
    // Where XML would have a list with entries, JSON has the entries alone.
    if (!full.endsWith('List')) return entries(full);
    return [{ name: full, children: entries(full.slice(0, -'List'.length)) }];
  }

  private element(name: string, value: Json): HashElement {
    if (value === null) return { name };
    if (typeof value !== 'object') return { name, text: String(value) };
    if (Array.isArray(value)) {
      return { name, children: value.map((entry: Json) => this.element('', entry)) };
    }
    const { '#text': own, ...members } = value as Extensions;
    const children = this.extensions(members);
    return { name, children, ...(typeof own === 'string' && { text: own }) };
  }

  /** `{namespace}name`, whichever way the author wrote it. */
  private nameOf(name: string): string {
    const iri = expandName(name, this.context);
    if (!iri.includes(':')) return name;
    const isPrefixed = iri !== name || name.startsWith('@');
    const local = isPrefixed
      ? name.slice(name.indexOf(':') + 1)
      : iri.slice(iri.search(/[^/#:]*$/));
    const namespace = iri.slice(0, iri.length - local.length);
    return `{${namespace === standardPrefixes.get('cbvmda') ? masterData : namespace}}${local}`;
  }
}

/** The namespace of master data in XML; in JSON it ends with a colon, so that names can follow. */
const masterData = 'urn:epcglobal:cbv:mda';

const comments: ReadonlySet<string> = new Set([
  '{http://www.w3.org/2000/01/rdf-schema#}comment',
  'comment',
]);

const sensorWords: ReadonlyMap<string, Vocabulary> = new Map([
  ['type', measurementTypes],
  ['exception', sensorExceptions],
  ['component', sensorComponents],
]);
