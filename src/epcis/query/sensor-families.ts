import {
  measurementTypes,
  sensorComponents,
  type AmountCondition,
  type Comparison,
  type SensorWord,
} from '../../events/index.js';
import { looseKey } from '../../identifiers/index.js';
import { convertibleUnits, ValueFault } from '../../kernel/index.js';
import { isUnitCode, unitCodeAdvice } from '../rules/rec20-codes.js';
import { listed, several, single, singleOrNone } from '../parameters/parameters.js';
import { comparisons, decimals, fixed, type Family } from './family.js';
import {
  asksForPresence,
  decimal,
  hexadecimal,
  instant,
  oneOf,
  plain,
  word,
  type ReadValue,
} from '../parameters/read-values.js';

const members: readonly (readonly [SensorWord, ReadValue])[] = [
  ['type', word(measurementTypes)],
  ['deviceID', looseKey],
  ['dataProcessingMethod', plain],
  ['bizRules', plain],
  ['microorganism', plain],
  ['chemicalSubstance', plain],
  ['component', word(sensorComponents)],
  ['stringValue', plain],
  ['hexBinaryValue', hexadecimal],
  ['uriValue', plain],
];

/** Members of a report that have a unit. */
const withUnit = 'value|minValue|maxValue|meanValue|sDev|percValue';

/**
 * Parameters about sensor elements. A member that metadata and reports both may have is looked for in both, and each
 * parameter by itself: two of them may hold of two reports of one event.
 */
export const sensorFamilies: readonly Family[] = [
  fixed(
    'EXISTS_sensorElement',
    '`true`: the event has a sensor element.',
    (values) =>
      asksForPresence(singleOrNone(values))
        ? { kind: 'present', member: 'sensorElement' }
        : undefined,
    'EXISTS_sensorElementList',
  ),
  ...members.map(([member, read]) =>
    fixed(
      `EQ_${member}`,
      `A sensor element has one of these as \`${member}\`. ${several}`,
      (values) => ({ kind: 'word', member, values: listed(values).map(read) }),
    ),
  ),
  fixed('EQ_booleanValue', 'A report has this as `booleanValue`.', (values) => ({
    ...{ kind: 'word', member: 'booleanValue' },
    values: [oneOf(['true', 'false'])(single(values))],
  })),
  ...(['time', 'startTime', 'endTime'] as const).flatMap((member) =>
    (['GE', 'LT'] as const).map((comparison) =>
      fixed(
        `${comparison}_${member}`,
        `A sensor element has a \`${member}\` ${comparison === 'GE' ? 'at this time or later' : 'before this time'}.`,
        (values) => ({ kind: 'time', member, comparison, instant: instant(single(values)) }),
      ),
    ),
  ),
  ...[...comparisons].map(([comparison, spoken]) =>
    fixed(`${comparison}_percRank`, `A percentile rank ${spoken}.`, (values) => ({
      ...{ kind: 'amount', member: 'percRank', comparison },
      values: decimals(comparison, values).map(decimal),
    })),
  ),
  {
    name: '{EQ|GT|GE|LT|LE}_{member}_{uom}',
    pattern: new RegExp(`^(EQ|GT|GE|LT|LE)_(quantity|${withUnit})_([A-Z0-9]{1,4})$`),
    meaning:
      `A quantity of the event, or a \`${withUnit.replaceAll('|', '`, `')}\` of a sensor report, compares so with this, ` +
      `which is in a unit of UN/CEFACT Recommendation 20. What was told in another unit is converted, exactly, between ` +
      `units of mass, of volume, of length, of area, of count and of temperature: ${convertibleUnits}. Any other unit is ` +
      `equal to itself only. A quantity without a unit is a count, and a deviation of temperature has no zero.`,
    ask: ([comparison, member, uom = ''], values) => {
      if (!isUnitCode(uom))
        throw new ValueFault(`asks in the unit ${uom}, which ${unitCodeAdvice(uom)}`);
      const compared = comparison as Comparison;
      return {
        ...{
          kind: 'amount',
          member: member as AmountCondition['member'],
          comparison: compared,
          uom,
        },
        values: decimals(compared, values).map(decimal),
      };
    },
  },
];
