import { expect, test } from '@jest/globals';
import type { EpcisEvent } from '../../events/index.js';
import { FaultList } from './faults.js';
import { checkProfile } from './profiles.js';
import { rootSpot } from './spot.js';

const lot = 'https://id.gs1.org/01/09520123456788/10/A1';
const gln = 'https://id.gs1.org/414/4012345000016';
const amount = { epcClass: lot, quantity: '10', uom: 'KGM' };
const at = { eventTime: '2026-11-20T08:00:00+08:00', eventTimeZoneOffset: '+08:00' };
const said = { readPoint: { id: gln }, bizTransactionList: [{ bizTransaction: 'urn:x:po:1' }] };

/** One event of each critical tracking event that says all it has to. */
const whole: Readonly<Record<string, EpcisEvent>> = {
  harvesting: {
    ...{ type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning', ...at, ...said },
    ...{ bizLocation: { id: gln }, quantityList: [amount] },
  },
  shipping: {
    ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', ...at, ...said },
    ...{ quantityList: [amount], destinationList: [{ type: 'location', destination: gln }] },
  },
  receiving: {
    ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'receiving', ...at, ...said },
    ...{ quantityList: [amount], sourceList: [{ type: 'location', source: gln }] },
  },
  transformation: {
    ...{ type: 'TransformationEvent', bizStep: 'commissioning', ...at, ...said },
    ...{ inputQuantityList: [amount], outputQuantityList: [amount] },
  },
};

function asked(event: EpcisEvent): string[] {
  const faults = new FaultList();
  checkProfile('fsma-204', event, rootSpot(faults));
  return faults.toArray().map(({ pointer, rule }) => `${rule} ${pointer}`);
}

test.each(Object.entries(whole))('%s that says all it has to is let pass', (_, event) => {
  expect(asked(event)).toEqual([]);
});

test.each(
  Object.entries(whole).flatMap(([name, event]) =>
    Object.keys(event)
      .filter((member) => /List$|readPoint|bizLocation/.test(member))
      .map((member) => [name, member] as const),
  ),
)('%s without its %s is not', (name, member) => {
  const { [member as keyof EpcisEvent]: _, ...less } = whole[name]!;
  expect(asked(less as EpcisEvent)).toEqual([`profile.fsma-204 /${member}`]);
});

test('a lot without number, amount or unit is none', () => {
  for (const wrong of [
    { ...amount, epcClass: 'https://id.gs1.org/01/09520123456788' },
    { epcClass: lot, uom: 'KGM' },
    { epcClass: lot, quantity: '10' },
  ]) {
    const event = { ...whole['shipping']!, quantityList: [amount, wrong] };
    expect(asked(event)).toEqual(['profile.fsma-204 /quantityList']);
  }
});

test('what is no critical tracking event is asked nothing', () => {
  expect(asked({ ...whole['shipping']!, bizStep: 'storing', quantityList: [] })).toEqual([]);
});
