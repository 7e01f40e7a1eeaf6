import type { ClaimNote } from '../matching/claim-notes.js';
import type { KeyState } from '../books/key-state.js';
import type { LineSum, SeenMove } from '../model/loads.js';
import type { Key, Posted } from '../model/model.js';
import type { NotedClaim } from '../books/refold.js';

/** A posting as it is stored, and which version of its identity it is. */
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

/** A key and its state after everything folded so far. */
export interface KeyEnd {
  readonly key: Key;
  readonly state: KeyState;
  /** Instant of the last posting that touched it; null before the first. */
  readonly lastAt: number | null;
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
  /** Where logistic units have come to. */
  readonly unitPlaces: readonly SeenMove[];
}
