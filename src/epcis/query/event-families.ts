import {
  bizSteps,
  bizTransactionTypes,
  dispositions,
  errorReasons,
  sourceDestinationTypes,
  type ThingCondition,
  type TimeMember,
  type WordMember,
} from '../../events/index.js';
import { looseKey, parseEpcPattern } from '../../identifiers/index.js';
import { eventTypes } from '../json/event-members.js';
import { listed, several, single, singleOrNone } from '../parameters/parameters.js';
import { comparisons, decimals, fixed, type Family } from './family.js';
import {
  asksForPresence,
  decimal,
  identifier,
  instant,
  oneOf,
  plain,
  word,
  type ReadValue,
} from '../parameters/read-values.js';

const stars =
  'Stars at the end stand for whole fields, as in `urn:epc:idpat:sgtin:0614141.107346.*`.';

/** Parameters about an event's own members (ISO/IEC 19987, 8.2.7.1), in the order of the standard. */
export const eventFamilies: readonly Family[] = [
  words('eventType', 'eventType', oneOf(eventTypes), 'The type is one of these.'),
  ...times('eventTime', 'eventTime', 'The event took place'),
  ...times(
    'recordTime',
    'recordTime',
    'The event, which may be seen some seconds later, was recorded here',
  ),
  words('EQ_action', 'action', oneOf(['ADD', 'OBSERVE', 'DELETE']), 'The action is one of these.'),
  words('EQ_bizStep', 'bizStep', word(bizSteps), 'The business step is one of these.'),
  words('EQ_disposition', 'disposition', word(dispositions), 'The disposition is one of these.'),
  words(
    'EQ_persistentDisposition_set',
    'set',
    word(dispositions),
    'One of these is set as persistent disposition.',
  ),
  words(
    'EQ_persistentDisposition_unset',
    'unset',
    word(dispositions),
    'One of these is unset as persistent disposition.',
  ),
  words('EQ_readPoint', 'readPoint', identifier, 'The read point is one of these.'),
  within('WD_readPoint', 'readPoint', 'The read point'),
  words('EQ_bizLocation', 'bizLocation', identifier, 'The business location is one of these.'),
  within('WD_bizLocation', 'bizLocation', 'The business location'),
  typed('EQ_bizTransaction_', 'bizTransaction', word(bizTransactionTypes), 'A transaction'),
  typed('EQ_source_', 'source', word(sourceDestinationTypes), 'A source'),
  typed('EQ_destination_', 'destination', word(sourceDestinationTypes), 'A destination'),
  words('EQ_transformationID', 'transformationID', looseKey, 'The transformation is one of these.'),
  things('epc', ['object', 'child'], '`epcList` or `childEPCs`'),
  things('parentID', ['parent'], '`parentID`'),
  things('inputEPC', ['input'], '`inputEPCList`'),
  things('outputEPC', ['output'], '`outputEPCList`'),
  things('anyEPC', undefined, 'any list of instances, or `parentID`'),
  classes('epcClass', ['object', 'child'], '`quantityList` or `childQuantityList`'),
  classes('inputEPCClass', ['input'], '`inputQuantityList`'),
  classes('outputEPCClass', ['output'], '`outputQuantityList`'),
  classes('anyEPCClass', undefined, 'any list of quantities'),
  ...[...comparisons].map(([comparison, spoken]) =>
    fixed(
      `${comparison}_quantity`,
      `A quantity of the event, in whatever unit, ${spoken}.`,
      (values) => ({
        ...{ kind: 'amount', member: 'quantity', comparison },
        values: decimals(comparison, values).map(decimal),
      }),
    ),
  ),
  fixed('EQ_eventID', `The eventID is one of these. ${several}`, (values) => ({
    kind: 'eventID',
    values: listed(values),
  })),
  fixed(
    'EXISTS_errorDeclaration',
    '`true`: only declarations that an event was recorded in error.',
    (values) =>
      asksForPresence(singleOrNone(values))
        ? { kind: 'present', member: 'errorDeclaration' }
        : undefined,
  ),
  ...times(
    'errorDeclarationTime',
    'declarationTime',
    'The error was declared',
    'errorDeclaration_Time',
  ),
  words('EQ_errorReason', 'errorReason', word(errorReasons), 'The reason is one of these.'),
  words(
    'EQ_correctiveEventID',
    'correctiveEventID',
    plain,
    'A declaration names one of these events as what corrects it.',
  ),
];

function words(name: string, member: WordMember, read: ReadValue, meaning: string): Family {
  return fixed(name, `${meaning} ${several}`, (values) => ({
    ...{ kind: 'word', member },
    values: listed(values).map(read),
  }));
}

function within(name: string, member: WordMember, what: string): Family {
  const meaning = `${what} is one of these, or a location of yours within one. ${several}`;
  return fixed(name, meaning, (values) => ({
    ...{ kind: 'word', member, within: true },
    values: listed(values).map(identifier),
  }));
}

function times(name: string, member: TimeMember, what: string, older?: string): Family[] {
  return (
    [
      ['GE', 'at this time or later'],
      ['LT', 'before this time'],
    ] as const
  ).map(([comparison, when]) =>
    fixed(
      `${comparison}_${name}`,
      `${what} ${when}; with an offset, as in \`2026-03-01T08:30:00+08:00\`.`,
      (values) => ({ kind: 'time', member, comparison, instant: instant(single(values)) }),
      older && `${comparison}_${older}`,
    ),
  );
}

/** Parameters whose names end with a type, which may hold whatever an IRI does. */
function typed(start: string, member: WordMember, readType: ReadValue, what: string): Family {
  return {
    name: `${start}{type}`,
    pattern: new RegExp(`^${start}(.+)$`),
    meaning: `${what} of this type, a word of CBV or a full IRI, is one of these. ${several}`,
    ask: ([type = ''], values) => ({
      ...{ kind: 'word', member, of: [readType(type)] },
      values: listed(values).map(identifier),
    }),
  };
}

function things(name: string, roles: ThingCondition['roles'], where: string): Family {
  const meaning = `Instances in ${where}: one of them is named. ${stars} ${several}`;
  return fixed(`MATCH_${name}`, meaning, (values) => thing(values, roles, false));
}

function classes(name: string, roles: ThingCondition['roles'], where: string): Family {
  const meaning = `Classes in ${where}: one of them is named. ${stars} ${several}`;
  return fixed(`MATCH_${name}`, meaning, (values) => thing(values, roles, true));
}

function thing(
  values: readonly string[],
  roles: ThingCondition['roles'],
  isClass: boolean,
): ThingCondition {
  const named = listed(values).map((text) => ({
    text,
    pattern: parseEpcPattern(text, { ofClass: isClass }),
  }));
  return {
    kind: 'thing',
    keys: named.flatMap(({ text, pattern }) => (pattern === undefined ? identifier(text) : [])),
    patterns: named.flatMap(({ pattern }) => pattern ?? []),
    batchIds: [],
    ...(roles !== undefined && { roles }),
    isClass,
  };
}
