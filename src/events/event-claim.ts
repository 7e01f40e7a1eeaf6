import { parseStored, type Json } from '../kernel/index.js';
import { parseIdentifier } from '../identifiers/index.js';
import type { Claim, Declared } from '../holdings/index.js';
import type { Directory } from './directory.js';
import type { EpcisEvent } from './epcis-event.js';
import { extensionNamed, furrowNamespace } from './event-context.js';
import { loadOf, parentOf } from './event-goods.js';
import { ownPlace, rolesOf, type EventRoles } from './event-roles.js';
import type { EventThing } from './event-things.js';

/** Our extension members that carry what EPCIS has no member for. */
const ofName = `${furrowNamespace}of`;
export const lossName = `${furrowNamespace}loss`;
export const gainName = `${furrowNamespace}gain`;
export const cleanOutStep = `${furrowNamespace}clean_out`;

/** What the interpretation of one event needs besides the event. */
export interface Hearing {
  readonly event: EpcisEvent;
  readonly things: readonly EventThing[];
  /** Party of the organisation that captures the event: whose word it is. */
  readonly author: string;
  readonly directory: Directory;
}

const nothing: Claim = { kind: 'none' };

/**
 * What an event claims about the goods its author holds, takes or makes. An event about anybody else's
 * goods, such as the relayed copy of a partner's, claims nothing.
 * The table of types and steps is in docs/internals/capture.md.
 *
 * `departing` and `arriving` are seen beside shipping and receiving in the field and would move goods
 * twice; with everything else (inspecting, sampling in place, associations, transactions) they move nothing.
 */
export function claimOf(hearing: Hearing): Claim {
  const { event } = hearing;
  if (event.errorDeclaration !== undefined) return nothing;
  const roles = rolesOf(event, hearing.author, hearing.directory);
  switch (event.type) {
    case 'TransformationEvent':
      return transformClaim(hearing, roles);
    case 'AggregationEvent':
      return aggregationClaim(hearing, roles);
    case 'ObjectEvent':
      return objectClaim(hearing, roles);
    default:
      return nothing;
  }
}

function objectClaim(hearing: Hearing, roles: EventRoles): Claim {
  const { event, author, directory } = hearing;
  const place = ownPlace(author, directory, roles.bizLocation, roles.readPoint);
  const load = loadOf(hearing.things, ['object'], directory);
  const step = event.bizStep ?? '';
  if (step === 'void_shipping') return { kind: 'void', releases: namesOf(hearing) };
  if (step === 'shipping') return releaseClaim(hearing, roles);
  if (step === 'receiving' || step === 'accepting') return takeClaim(hearing, roles);
  if (elsewhere(roles, author)) return nothing;
  if (event.action === 'ADD') return { kind: 'make', place, ...load };
  const account = drawAccounts.get(step) ?? (event.action === 'DELETE' ? 'used' : undefined);
  if (account !== undefined && (event.action === 'DELETE' || step !== 'sampling')) {
    const from = ownPlace(author, directory, roles.readPoint, roles.bizLocation);
    return { kind: 'draw', place: from, as: account, ...load };
  }
  if (step === 'stock_taking' || step === 'cycle_counting') {
    return { kind: 'count', place, goods: load.goods };
  }
  if (step === cleanOutStep) return { kind: 'cleanOut', place };
  return movingSteps.has(step) ? moveClaim(hearing, roles) : nothing;
}

const drawAccounts: ReadonlyMap<string, string> = new Map([
  ['retail_selling', 'sold'],
  ['dispensing', 'sold'],
  ['destroying', 'destroyed'],
  ['sampling', 'sampled'],
]);

const movingSteps: ReadonlySet<string> = new Set(['storing', 'stocking', 'entering_exiting']);

function aggregationClaim(hearing: Hearing, roles: EventRoles): Claim {
  const { event, author, directory } = hearing;
  if (event.bizStep === 'shipping') return releaseClaim(hearing, roles);
  if (event.bizStep === 'receiving' || event.bizStep === 'accepting') {
    return takeClaim(hearing, roles);
  }
  const parent = parentOf(hearing.things);
  if (parent === undefined || event.action === 'OBSERVE' || elsewhere(roles, author))
    return nothing;
  const place = ownPlace(author, directory, roles.bizLocation, roles.readPoint);
  const load = loadOf(hearing.things, ['child'], directory);
  if (event.action === 'ADD') return { kind: 'pack', place, parent, ...load };
  const everything = hearing.things.every(({ role }) => role !== 'child');
  return { kind: 'unpack', place, parent, everything, ...load };
}

function releaseClaim(hearing: Hearing, roles: EventRoles): Claim {
  const { author, directory } = hearing;
  const releaser = roles.from ?? partyOf(roles.readPoint) ?? partyOf(roles.bizLocation) ?? author;
  if (releaser !== author) return nothing;
  return {
    kind: 'release',
    place: ownPlace(author, directory, roles.readPoint, roles.sourcePlace, roles.bizLocation),
    to: roles.to ?? null,
    ...(hearing.event.disposition === 'returned' && { returned: true as const }),
    ...handedOver(hearing),
  };
}

function takeClaim(hearing: Hearing, roles: EventRoles): Claim {
  const { author, directory } = hearing;
  const taker = roles.to ?? partyOf(roles.bizLocation) ?? partyOf(roles.readPoint) ?? author;
  if (taker !== author) return nothing;
  const possessionOnly = hearing.event.destinationList?.some(
    ({ type }) => type === 'possessing_party',
  );
  return {
    kind: 'take',
    place: ownPlace(author, directory, roles.bizLocation, roles.readPoint, roles.destinationPlace),
    from: roles.from ?? null,
    custodyOnly: possessionOnly === true && roles.newOwner !== author,
    ...handedOver(hearing),
  };
}

/** An aggregation that is shipped or received names the unit; its children are in it and move with it. */
function handedOver(hearing: Hearing) {
  const parent = parentOf(hearing.things);
  const load =
    parent === undefined
      ? loadOf(hearing.things, ['object'], hearing.directory)
      : { goods: [], units: [parent] };
  return { ...load, documents: documentsOf(hearing.event), names: namesOf(hearing) };
}

function moveClaim(hearing: Hearing, roles: EventRoles): Claim {
  const from = roles.sourcePlace ?? roles.readPoint;
  const to = roles.bizLocation ?? roles.destinationPlace;
  if (from === undefined || to === undefined || from.id === to.id) return nothing;
  if (from.party !== hearing.author || to.party !== hearing.author) return nothing;
  return { kind: 'move', from, to, ...loadOf(hearing.things, ['object'], hearing.directory) };
}

function transformClaim(hearing: Hearing, roles: EventRoles): Claim {
  const { author, directory, things } = hearing;
  if (elsewhere(roles, author)) return nothing;
  const inputs = loadOf(things, ['input'], directory);
  return {
    kind: 'transform',
    inputPlace: ownPlace(author, directory, roles.sourcePlace, roles.readPoint, roles.bizLocation),
    outputPlace: ownPlace(author, directory, roles.bizLocation, roles.readPoint),
    inputs: inputs.goods,
    inputUnits: inputs.units,
    outputs: loadOf(things, ['output'], directory).goods,
    losses: declared(hearing, lossName),
    gains: declared(hearing, gainName),
  };
}

/** Named places that are all somebody else's: the event is about that party's goods. */
function elsewhere(roles: EventRoles, author: string): boolean {
  const places = [roles.readPoint, roles.bizLocation].filter((place) => place !== undefined);
  return places.length > 0 && places.every((place) => place.party !== author);
}

function partyOf(place: { readonly party: string } | undefined): string | undefined {
  return place?.party;
}

/** Documents by which both sides may name one hand-off. A certificate or test result goes with many. */
function documentsOf(event: EpcisEvent): readonly string[] {
  return (event.bizTransactionList ?? [])
    .filter(({ type }) => type !== 'cert' && type !== 'testres' && type !== 'testprd')
    .map(({ bizTransaction }) => parseIdentifier(bizTransaction).key);
}

/** The eventIDs that the event says it is about. */
function namesOf({ event }: Hearing): readonly string[] {
  const of = extensionNamed(event.extensions, ofName, event.context);
  return (Array.isArray(of) ? of : [of]).filter((name): name is string => typeof name === 'string');
}

/** Declared losses or gains: `{ epcClass, quantity, uom, reason }`, kept in the unit of their product. */
function declared({ event, directory }: Hearing, name: string): readonly Declared[] {
  const entries = extensionNamed(event.extensions, name, event.context);
  return (Array.isArray(entries) ? entries : []).flatMap((entry: Json) => {
    const { epcClass, quantity, uom, reason } = entry as Readonly<Record<string, unknown>>;
    if (typeof epcClass !== 'string' || typeof quantity !== 'string') return [];
    const known = directory.goods(parseIdentifier(epcClass));
    if (known === undefined) return [];
    const stated = typeof uom === 'string' ? uom : known.unit;
    const amount = parseStored(quantity);
    const inBooks = known.measure(amount, stated);
    return [
      {
        product: known.product,
        uom: inBooks === undefined ? stated : known.unit,
        amount: inBooks ?? amount,
        reason: typeof reason === 'string' ? reason : '',
      },
    ];
  });
}
