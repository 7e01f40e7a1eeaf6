import type { EpcisEvent, Quantity } from '../../events/index.js';
import { parseIdentifier } from '../../identifiers/index.js';
import { fault, at, type Spot } from './spot.js';

/** What a sector asks of an event beyond EPCIS: the key data elements of its critical tracking events. */
interface Profile {
  /** Where its rules come from. */
  readonly source: string;
  readonly steps: readonly TrackingStep[];
}

/** One critical tracking event: which events are of it, and what each of them has to say. */
interface TrackingStep {
  readonly name: string;
  readonly isOne: (event: EpcisEvent) => boolean;
  readonly needs: readonly Need[];
}

interface Need {
  /** The member that is asked for. */
  readonly member: keyof EpcisEvent;
  readonly isMet: (event: EpcisEvent) => boolean;
  readonly advice: string;
}

const document: Need = {
  member: 'bizTransactionList',
  isMet: ({ bizTransactionList = [] }) => bizTransactionList.length > 0,
  advice: 'name the document that refers to it',
};

const readPoint = place('readPoint', 'say where it took place, by a GLN or a place of yours');
const bizLocation = place('bizLocation', 'say where the goods are afterwards: the farm');

/**
 * Food Traceability Rule of the United States, 21 CFR part 1, subpart S. Who assigned a traceability lot code is told by
 * the lot's own registration and is not asked for here.
 */
const fsma204: Profile = {
  source: '21 CFR 1.1325, 1.1340, 1.1345, 1.1350',
  steps: [
    {
      name: 'harvesting',
      isOne: ({ type, action, bizStep }) =>
        type === 'ObjectEvent' &&
        action === 'ADD' &&
        (bizStep === 'commissioning' || bizStep === 'creating_class_instance'),
      needs: [readPoint, bizLocation, document, amounts('quantityList')],
    },
    {
      name: 'shipping',
      isOne: ({ bizStep }) => bizStep === 'shipping',
      needs: [
        readPoint,
        document,
        lots('quantityList'),
        end('destinationList', 'say the location that the goods go to'),
      ],
    },
    {
      name: 'receiving',
      isOne: ({ bizStep }) => bizStep === 'receiving' || bizStep === 'accepting',
      needs: [
        readPoint,
        document,
        lots('quantityList'),
        end('sourceList', 'say the location that the goods come from'),
      ],
    },
    {
      name: 'transformation',
      isOne: ({ type }) => type === 'TransformationEvent',
      needs: [readPoint, document, lots('inputQuantityList'), lots('outputQuantityList')],
    },
  ],
};

/** By the name that a request asks for them with. */
export const profiles = { 'fsma-204': fsma204 } as const satisfies Readonly<
  Record<string, Profile>
>;

export type ProfileName = keyof typeof profiles;

export function isProfileName(name: string): name is ProfileName {
  return Object.hasOwn(profiles, name);
}

/** Adds a fault for each thing that the profile asks of an event like this and that it does not say. */
export function checkProfile(name: ProfileName, event: EpcisEvent, spot: Spot): void {
  const { source, steps }: Profile = profiles[name];
  for (const step of steps.filter(({ isOne }) => isOne(event))) {
    for (const { member, advice } of step.needs.filter(({ isMet }) => !isMet(event))) {
      fault(at(spot, member), `${advice} (${step.name}, ${source})`, `profile.${name}`);
    }
  }
}

function place(member: 'readPoint' | 'bizLocation', advice: string): Need {
  return { member, isMet: (event) => event[member] !== undefined, advice };
}

function end(member: 'sourceList' | 'destinationList', advice: string): Need {
  return {
    member,
    isMet: (event) => event[member]?.some(({ type }) => type === 'location') === true,
    advice,
  };
}

type Amounts = 'quantityList' | 'inputQuantityList' | 'outputQuantityList';

function amounts(member: Amounts): Need {
  return {
    member,
    isMet: (event) => isFilled(event[member], hasAmount),
    advice: 'say how much, each with quantity and uom',
  };
}

function lots(member: Amounts): Need {
  return {
    member,
    isMet: (event) => isFilled(event[member], (goods) => hasAmount(goods) && isLot(goods)),
    advice: 'name each lot by its traceability lot code, with quantity and uom',
  };
}

function isFilled(list: readonly Quantity[] = [], isGood: (goods: Quantity) => boolean): boolean {
  return list.length > 0 && list.every(isGood);
}

function hasAmount({ quantity, uom }: Quantity): boolean {
  return quantity !== undefined && uom !== undefined;
}

function isLot({ epcClass }: Quantity): boolean {
  const { kind } = parseIdentifier(epcClass);
  return kind === 'batch' || kind === 'code';
}
