import type { Amount } from '../../kernel/index.js';

/** A location as the fold sees it: whose it is, and whether what enters mixes with what is there. */
export interface Place {
  readonly id: string;
  readonly party: string;
  readonly mixing: 'discrete' | 'blending';
}

/**
 * One line of goods in a claim. Item codes are part of the amount, never on top of it. An amount of
 * null was not recorded: drawn, it stands for all there is; added, for what was in transit, else nothing.
 */
export interface Goods {
  readonly product: string;
  readonly batch: string | null;
  readonly uom: string;
  readonly amount: Amount | null;
  readonly items?: readonly string[];
  /** Whose goods, where the claim says so. */
  readonly owner?: string;
  /** The logistic unit drawn from, or filled. */
  readonly container?: string;
}

/** What a claim names: loose goods, and logistic units with all they hold. */
export interface Load {
  readonly goods: readonly Goods[];
  readonly units: readonly string[];
}

/** What ties the two sides of a hand-off by name: documents, and eventIDs of the other side. */
export interface Naming {
  readonly documents: readonly string[];
  readonly names: readonly string[];
}

/** A declared loss or gain of a transformation, with its reason. */
export interface Declared {
  readonly product: string;
  readonly uom: string;
  readonly amount: Amount;
  readonly reason: string;
}

export interface Make extends Load {
  readonly kind: 'make';
  readonly place: Place;
}
export interface Release extends Load, Naming {
  readonly kind: 'release';
  readonly place: Place;
  readonly to: string | null;
  /** Goods go back up the chain. */
  readonly returned?: true;
}
export interface Take extends Load, Naming {
  readonly kind: 'take';
  readonly place: Place;
  readonly from: string | null;
  /** A carrier or store takes custody and leaves the ownership where it was. */
  readonly custodyOnly: boolean;
}
export interface Move extends Load {
  readonly kind: 'move';
  readonly from: Place;
  readonly to: Place;
}
export interface Pack extends Load {
  readonly kind: 'pack';
  readonly place: Place;
  readonly parent: string;
}
export interface Unpack extends Load {
  readonly kind: 'unpack';
  readonly place: Place;
  readonly parent: string;
  /** A DELETE that names no children empties the parent. */
  readonly everything: boolean;
}
export interface Transform {
  readonly kind: 'transform';
  readonly inputPlace: Place;
  readonly outputPlace: Place;
  readonly inputs: readonly Goods[];
  /** Units whose whole content goes in. */
  readonly inputUnits: readonly string[];
  readonly outputs: readonly Goods[];
  readonly losses: readonly Declared[];
  readonly gains: readonly Declared[];
}
/** Goods that leave the books: sold, destroyed, sampled, used, or another word of the caller's. */
export interface Draw extends Load {
  readonly kind: 'draw';
  readonly place: Place;
  readonly as: string;
}
/** What was found, an absolute figure per line; with batch null it is the total of the product. */
export interface Count {
  readonly kind: 'count';
  readonly place: Place;
  readonly goods: readonly Goods[];
}
export interface CleanOut {
  readonly kind: 'cleanOut';
  readonly place: Place;
}
/** Withdraws the author's own releases, named by eventID. */
export interface Void {
  readonly kind: 'void';
  readonly releases: readonly string[];
}
/** An event that moves nothing: a relayed copy, an inspection. */
export interface Nothing {
  readonly kind: 'none';
}

export type Claim =
  | Make
  | Release
  | Take
  | Move
  | Pack
  | Unpack
  | Transform
  | Draw
  | Count
  | CleanOut
  | Void
  | Nothing;

/**
 * One stored event in the words of the fold, with every name already resolved to our ids. Events that
 * their author declared in error are not given to the fold at all.
 */
export interface FoldEvent {
  /** The caller's own unique key of the stored event; rows carry it. */
  readonly ref: string;
  /** EPCIS eventID; orders ties after the author, and is what other claims name. */
  readonly eventId: string;
  /** The party that speaks. It moves nothing but at places of its own. */
  readonly author: string;
  /** Epoch milliseconds; `to` equals `from` for an instant and is the exclusive end of a whole day. */
  readonly from: number;
  readonly to: number;
  readonly claim: Claim;
}
