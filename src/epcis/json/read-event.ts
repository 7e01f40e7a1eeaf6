import { expandName, wholeDayName, type EpcisEvent, type EventType } from '../../events/index.js';
import { formatInstant, parseMoment, parseOffset } from '../../kernel/index.js';
import { contextUsedBy, readContext } from './context.js';
import { eventTypes, readersOf } from './event-members.js';
import { checkRules } from '../rules/event-rules.js';
import { checkMeaning } from './extension-values.js';
import { isObject, members, type MemberReaders, type JsonReader } from './json-reader.js';
import { at, fault, type Spot } from '../rules/spot.js';

/** A type's members as a reader; made once, because tables are walked for every event. */
const eventOfType = new Map(
  eventTypes.map((type) => [
    type,
    members(readersOf(type) as MemberReaders<EpcisEvent>, { open: true }),
  ]),
);

/**
 * Reads one EPCIS event. `latest` is the last instant, in epoch milliseconds, that counts as past; the
 * caller takes it from the clock and adds the tolerance it grants to the clocks of others.
 */
export function readEvent(sent: unknown, spot: Spot, latest: number): EpcisEvent | undefined {
  if (!isObject(sent)) return fault(spot, 'must be an event object');
  const { '@context': ownContext, type: sentType, ...rest } = sent;
  const context =
    ownContext === undefined ? spot.context : readContext(ownContext, at(spot, '@context'));
  const here = { ...spot, context };
  const type = readType(sentType, at(here, 'type'));
  const reader = type && eventOfType.get(type);
  if (type === undefined || reader === undefined) return undefined;
  const event = reader(rest, here);
  checkRules(type, rest, here);
  if (event === undefined) return undefined;
  return finished({ ...event, type }, sent, here, latest);
}

const readType: JsonReader<EventType> = (value, spot) => {
  const name = typeof value === 'string' ? expandName(value, spot.context) : '';
  const bare = name.replace(/^https?:\/\/ref\.gs1\.org\/epcis\//, '');
  const type = eventTypes.find((known) => known === bare);
  return (
    type ??
    fault(spot, `must be one of the types recorded here: ${eventTypes.join(', ')}`, 'schema.choice')
  );
};

/** Turns what was read into an event of the service: our extension out, the time of recording ours. */
function finished(
  { recordTime: _, extensions, ...event }: EpcisEvent,
  sent: unknown,
  spot: Spot,
  latest: number,
): EpcisEvent {
  const isMark = (name: string) => expandName(name, spot.context) === wholeDayName;
  const named = Object.entries(extensions ?? {});
  const mark = named.find(([name]) => isMark(name));
  if (mark !== undefined) checkWholeDay(mark, event, spot);
  checkPast(event, latest, spot);
  checkMeaning({ extensions, ilmd: event.ilmd }, spot);
  const others = named.filter(([name]) => !isMark(name));
  const context = contextUsedBy(sent, spot.context);
  return {
    ...event,
    ...(mark?.[1] === true && { wholeDay: true }),
    ...(others.length > 0 && { extensions: Object.fromEntries(others) }),
    ...(Object.keys(context).length > 0 && { context }),
  };
}

/** A whole day begins at midnight of the place, so its time and offset have to agree on when that is. */
function checkWholeDay(
  [name, value]: readonly [name: string, value: unknown],
  event: Partial<EpcisEvent>,
  spot: Spot,
): void {
  if (value !== true) {
    fault(at(spot, name), 'must be true; leave it out where the time is known', 'semantics.books');
    return;
  }
  const offset = event.eventTimeZoneOffset;
  if (event.eventTime === undefined || offset === undefined) return;
  const { instant } = parseMoment(event.eventTime);
  if (!formatInstant(instant, parseOffset(offset)).includes('T00:00:00.000')) {
    fault(
      at(spot, 'eventTime'),
      'must be midnight in the offset of eventTimeZoneOffset, because the event is marked as a whole day',
      'semantics.time',
    );
  }
}

function checkPast(event: Partial<EpcisEvent>, latest: number, spot: Spot): void {
  const detail =
    'lies in the future; EPCIS records what has happened, so check the clock and the offset';
  if (event.eventTime !== undefined && parseMoment(event.eventTime).instant > latest) {
    fault(at(spot, 'eventTime'), detail, 'semantics.time');
  }
  const declared = event.errorDeclaration?.declarationTime;
  if (declared !== undefined && parseMoment(declared).instant > latest) {
    fault(at(at(spot, 'errorDeclaration'), 'declarationTime'), detail, 'semantics.time');
  }
}
