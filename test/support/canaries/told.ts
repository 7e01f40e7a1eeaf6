/** What a canary says of itself, wherever it turns up. */
export interface Canary {
  /** Whose private fact it stands in: the last 12 digits of the organisation's id. */
  readonly owner: string;
  readonly kind: string;
  /** The other organisation that the fact is between, where there is one. */
  readonly other: string | undefined;
}

/** How an organisation is named in canaries. */
export const signOf = (organisationId: string) => organisationId.slice(-12);

interface Audience {
  /** Whether the other organisation is told that the canary names, beside its owner. */
  readonly other: boolean;
  /** Whether regulators are told in whose jurisdiction one of those is who are told themselves. */
  readonly overseers: boolean;
}

const ownerAlone: Audience = { other: false, overseers: false };

/**
 * Kinds of private facts, and who is told them beside their owner; written by hand, apart from the service's own rules.
 * Nobody else is told, an operator included, nor does any of them stand in a log or go out to anybody.
 */
export const told = {
  /** Whom to ask for at a party, telephone, e-mail, address: who oversees its organisation has to reach who has suspect goods. */
  contact: { other: false, overseers: true },
  /** The name of a place. */
  place: ownerAlone,
  /** A product's own code; all of a product without a GTIN, which nobody else can look up. */
  product: ownerAlone,
  /** What a key is for, what a device is called. */
  key: ownerAlone,
  device: ownerAlone,
  /** Names and logins of people, also of those only invited. */
  person: ownerAlone,
  /** Where messages of a subscription go; the address may hold a secret of whoever owns it. */
  destination: ownerAlone,
  /** What they are signed with, which is told nobody once it is kept. */
  signing: ownerAlone,
  /** Why codes were voided or blocked. */
  voiding: ownerAlone,
  /** What a consumer writes of an organisation's goods, and where they may be asked. */
  complaint: { other: false, overseers: true },
  /** What an event says beyond the words of EPCIS, the reason of an act included. */
  extension: { other: false, overseers: true },
  /** The number of a document that goes with goods, which whoever they go to needs. */
  document: { other: true, overseers: true },
} as const satisfies Readonly<Record<string, Audience>>;

export type Kind = keyof typeof told;

/** An organisation, as far as it matters to who is told what. */
export interface Holder {
  readonly id: string;
  readonly name: string;
  readonly division: string | null;
  /** How the divisions begin that it oversees; null: none. */
  readonly oversees: string | null;
}

/** Whether an organisation may be told a canary; `between` are its owner and the other one whom it names. */
export function mayBeTold(
  { id, oversees }: Holder,
  { owner, kind, other }: Canary,
  between: readonly Holder[],
): boolean {
  const sign = signOf(id);
  const audience = isKind(kind) ? told[kind] : ownerAlone;
  if (sign === owner || (audience.other && sign === other)) return true;
  if (!audience.overseers || oversees === null) return false;
  return between
    .filter(({ id: party }) => audience.other || signOf(party) === owner)
    .some(({ division }) => (division ?? '').startsWith(oversees));
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(told, kind);
}
