import { holdsResidentId } from '../identifiers/index.js';
import type { Fault } from '../kernel/index.js';
import type { Language } from '../platform/index.js';

export const partyKinds = ['organisation', 'person'] as const;
export type PartyKind = (typeof partyKinds)[number];

/** A name in the languages of our pages. */
export type Names = Readonly<Partial<Record<Language, string>>>;

/** What identifies a party beside our own id. Both are unique; once given, they stay. */
export interface PartyIdentifiers {
  /** Unified social credit code, GB 32100. */
  readonly uscc: string | null;
  /** Global location number of the legal entity, AI (417). */
  readonly gln: string | null;
}

/** What its organisation may say of a party, and change. */
export interface PartyProfile extends PartyIdentifiers {
  readonly name: string;
  readonly names: Names;
  readonly contactName: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
}

/** An organisation or person named in the chain. */
export interface Party extends PartyProfile {
  readonly id: string;
  /** Who registered it and alone may change it. */
  readonly organisationId: string;
  /** Whether this party is that organisation, rather than one it deals with or acts for. */
  readonly represents: boolean;
  readonly kind: PartyKind;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What every organisation may see of a party that it can name. */
export type KnownParty = Pick<
  Party,
  'id' | 'organisationId' | 'represents' | 'kind' | 'name' | 'names' | 'uscc' | 'gln'
>;

/** ID-card numbers in any text, whatever it is said to be; pointers are the member names. */
export function residentIdFaults(texts: object): Fault[] {
  return leaves(texts, '')
    .filter(([, text]) => holdsResidentId(text))
    .map(([pointer]) => ({
      pointer,
      detail:
        'looks like the number of an identity card, which is never stored; leave it out, the party gets an id from us',
    }));
}

/** An identifier that is already known cannot become another one: events and labels name the party by it. */
export function identifierChanges(before: PartyIdentifiers, after: PartyIdentifiers): Fault[] {
  return (['uscc', 'gln'] as const)
    .filter((member) => before[member] !== null && before[member] !== after[member])
    .map((member) => ({
      pointer: `/${member}`,
      detail: `is ${before[member] ?? ''} and stays so; register another party if this is another one`,
    }));
}

function leaves(value: unknown, pointer: string): [string, string][] {
  if (typeof value === 'string') return [[pointer, value]];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, `${pointer}/${name}`));
}
