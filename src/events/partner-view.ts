import type { Json } from '../kernel/index.js';
import { wordMembers } from './canonical-event.js';
import type { EpcisEvent, SensorElement } from './epcis-event.js';
import { expandName, type EventContext } from './event-context.js';

/**
 * What a partner reads of somebody else's event, field by field: the words of EPCIS, which both
 * sides of a hand-off need, in full. Extensions and lot master data, where firms keep prices, staff and notes, stay with their
 * author, and look as if they had never been there. A new member of an event is hidden until it stands here.
 */
export function partnerView(event: EpcisEvent): EpcisEvent {
  const { type, eventID, eventTime, eventTimeZoneOffset, wholeDay, recordTime } = event;
  const { action, bizStep, disposition, persistentDisposition, readPoint, bizLocation } = event;
  const { epcList, quantityList, parentID, childEPCs, childQuantityList } = event;
  const { inputEPCList, inputQuantityList, outputEPCList, outputQuantityList } = event;
  const { transformationID, bizTransactionList, sourceList, destinationList } = event;
  const { sensorElementList, certificationInfo, errorDeclaration } = event;
  const view = defined({
    ...{ type, eventID, eventTime, eventTimeZoneOffset, wholeDay, recordTime },
    ...{ action, bizStep, disposition, persistentDisposition },
    readPoint: readPoint && { id: readPoint.id },
    bizLocation: bizLocation && { id: bizLocation.id },
    ...{ epcList, quantityList, parentID, childEPCs, childQuantityList },
    ...{ inputEPCList, inputQuantityList, outputEPCList, outputQuantityList },
    ...{ transformationID, bizTransactionList, sourceList, destinationList },
    sensorElementList: sensorElementList?.map(withoutExtensions),
    certificationInfo,
    errorDeclaration: errorDeclaration && without('extensions', errorDeclaration),
  });
  return inFull(view as unknown as Json, event.context) as unknown as EpcisEvent;
}

function withoutExtensions({ sensorMetadata, sensorReport }: SensorElement): SensorElement {
  return {
    ...(sensorMetadata !== undefined && { sensorMetadata: without('extensions', sensorMetadata) }),
    sensorReport: sensorReport.map((report) => without('extensions', report)),
  };
}

/** Words that need no context: with prefixes, those of their author would have to be told. */
function inFull(value: Json, context: EventContext | undefined, name = ''): Json {
  if (typeof value === 'string') return wordMembers.has(name) ? expandName(value, context) : value;
  if (Array.isArray(value)) return value.map((entry: Json) => inFull(entry, context, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([inner, entry]: [string, Json]) => [
      inner,
      inFull(entry, context, inner),
    ]),
  );
}

function without<Name extends string, Whole extends { readonly [Member in Name]?: unknown }>(
  name: Name,
  { [name]: _, ...rest }: Whole,
): Omit<Whole, Name> {
  return rest;
}

function defined(members: { readonly [Name in keyof EpcisEvent]: EpcisEvent[Name] | undefined }) {
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as unknown as EpcisEvent;
}
