import type { Comparison, ExtensionCondition, ExtensionPlace } from '../../events/index.js';
import { extensionNames } from '../parameters/extension-name.js';
import { listed, several, single, singleOrNone } from '../parameters/parameters.js';
import { type Family } from './family.js';
import { asksForPresence, numberOrInstant } from '../parameters/read-values.js';

/** What stands before the name of a field, for each place that has extensions. */
const places: ReadonlyMap<string, ExtensionPlace> = new Map([
  ['', 'event'],
  ['ILMD_', 'ilmd'],
  ['ERROR_DECLARATION_', 'errorDeclaration'],
  ['readPoint_', 'readPoint'],
  ['bizLocation_', 'bizLocation'],
  ['SENSORELEMENT_', 'sensorElement'],
  ['SENSORMETADATA_', 'sensorMetadata'],
  ['SENSORREPORT_', 'sensorReport'],
]);

const named = `{field} is a full IRI, or has a prefix that EPCIS declares (cbvmda, gs1, ...). ${[...places.keys()].filter(Boolean).join(', ')} before it look there instead of in the event, and INNER_ before that below the outermost members. Only those of your own events are found.`;

/** Underscores and the sign `#` may be part of a namespace, so a name goes on to its end. */
const field = `(INNER_)?(${[...places.keys()].filter(Boolean).join('|')})?([^:]+:.+)$`;

/** Parameters about members of other vocabularies. They are tried after all others. */
export const extensionFamilies: readonly Family[] = [
  {
    name: 'EXISTS_{field}',
    pattern: new RegExp(`^EXISTS_${field}`),
    meaning: `The event has such a member of another vocabulary. ${named}`,
    ask: ([inner, place, name], values) =>
      asksForPresence(singleOrNone(values))
        ? condition({ inner, place, name }, { comparison: 'EXISTS' })
        : undefined,
  },
  {
    name: 'EQ_{field}',
    pattern: new RegExp(`^EQ_${field}`),
    meaning: `Such a member is one of these, as text, number or time. {field} as in EXISTS_{field}. ${several}`,
    ask: ([inner, place, name], values) =>
      condition({ inner, place, name }, { comparison: 'EQ', values: listed(values) }),
  },
  {
    name: '{GT|GE|LT|LE}_{field}',
    pattern: new RegExp(`^(GT|GE|LT|LE)_${field}`),
    meaning:
      'Such a member compares so with this number or time; text that is written as one counts as one. {field} as in EXISTS_{field}.',
    ask: ([comparison, inner, place, name], values) =>
      condition(
        { inner, place, name },
        {
          comparison: comparison as Exclude<Comparison, 'EQ'>,
          ...numberOrInstant(single(values)),
        },
      ),
  },
];

interface Written {
  readonly inner: string | undefined;
  readonly place: string | undefined;
  readonly name: string | undefined;
}

function condition(
  { inner, place = '', name = '' }: Written,
  test: ExtensionCondition['test'],
): ExtensionCondition {
  return {
    kind: 'extension',
    place: places.get(place) ?? 'event',
    inner: inner !== undefined,
    names: extensionNames(name),
    test,
  };
}
