import type { ClaimNote } from '../matching/claim-notes.js';
import type { KeyState } from '../books/key-state.js';
import type { LineSum } from '../model/loads.js';
import type { Key, Posted, UnitMove } from '../model/model.js';
import type { NotedClaim } from '../books/refold.js';

/** A posting as it is written: the next version of its identity. */
export interface VersionedPosting {
  readonly posted: Posted;
  readonly version: number;
}

/** A name that a claim is found by; null: at any time. */
export interface ClaimName {
  readonly name: string;
  readonly ref: string;
  readonly quietAfter: number | null;
}

/** The state of a key after its last posting. */
export interface KeyEnd {
  readonly key: Key;
  readonly state: KeyState;
  readonly lastAt: number | null;
}

/** Where a logistic unit has come to. */
export interface UnitPlace {
  readonly at: number;
  readonly move: UnitMove;
}

/** All that one fold writes. */
export interface FoldWrite {
  readonly recordedAt: Date;
  readonly claims: readonly NotedClaim[];
  readonly names: readonly ClaimName[];
  /** Claims stored before that stand otherwise now, and those of their names that bind only near in time. */
  readonly noted: readonly ClaimNote[];
  readonly notedNames: readonly ClaimName[];
  readonly posted: readonly VersionedPosting[];
  /** Identities whose current version ends here, replaced or dropped. */
  readonly superseded: readonly VersionedPosting[];
  readonly states: readonly KeyEnd[];
  readonly lines: readonly LineSum[];
  readonly unitPlaces: readonly UnitPlace[];
}
