import { IsBoolean, IsIn, IsInt, IsUUID } from 'class-validator';
import { IfGiven, IsMoment, IsText } from '../platform/index.js';
import { checkLevels, isEffective, sampleOf, type Check, type CheckLevel } from './checks.js';

/** Draws a sample of those who have to know of your recall, to check whether it reached them. */
export class DrawCheckRequest {
  /** `A`: all of them. `B`: `percent` of them. `C`: 10 %. `D`: 2 %. `E`: none. Of a share the count is rounded up. */
  @IsIn(checkLevels)
  level!: CheckLevel;

  /** Of level B, and of it only: a whole number of percent, more than 10 and less than 100. */
  @IfGiven()
  @IsInt()
  percent?: number;
}

/** Says what was found at one party of the sample. */
export class CheckOutcomeRequest {
  /** Our id of the party, one of `sampled`. */
  @IsUUID()
  partyId!: string;

  /** Whether it had heard of the recall. */
  @IsBoolean()
  heard!: boolean;

  /** Whether it did what the recall asks. */
  @IsBoolean()
  acted!: boolean;

  /** Whether goods of the recall were still for sale there. */
  @IsBoolean()
  foundGoods!: boolean;

  /** What else was found. Regulators read it. */
  @IfGiven()
  @IsText(2000)
  words?: string;

  /**
   * When it was checked, RFC 3339 with offset: after the sample was drawn. Left out: now.
   * @example "2026-12-01T10:00:00+08:00"
   */
  @IfGiven()
  @IsMoment()
  at?: string;
}

/** What was found at one party of a sample. */
export class CheckOutcomeView {
  /** Our id of the party. */
  partyId!: string;
  /** Whether it had heard of the recall. */
  heard!: boolean;
  /** Whether it did what the recall asks. */
  acted!: boolean;
  /** Whether goods of the recall were still for sale there. */
  foundGoods!: boolean;
  /** What else was found. */
  words!: string | null;
  /** When it was checked, RFC 3339 in UTC. */
  at!: string;
}

/** A check of whether a recall reached whom it had to. */
export class RecallCheckView {
  /** Our id of the check. */
  id!: string;
  /** How many were to be checked. */
  level!: CheckLevel;
  /** The share of them, in percent. */
  percent!: number;
  /** What the sample was drawn by. */
  seed!: string;
  /** Parties that had to know when it was drawn, in the order of their ids. */
  parties!: string[];
  /**
   * Parties to check: as many of `parties` as `percent` says, rounded up, whose SHA-256 of the text `{seed} {party}` comes first in
   * hexadecimal digits, in that order.
   */
  sampled!: string[];
  /** When it was drawn, RFC 3339 in UTC. */
  drawnAt!: string;
  /** What was found, the earliest first. */
  outcomes!: CheckOutcomeView[];
  /** How many of the sample were checked. */
  checked!: number;
  /** How many of those heard, acted, and have no goods of it for sale. */
  effective!: number;
}

export function toCheckView(check: Check): RecallCheckView {
  const { id, level, percent, seed, parties, drawnAt, outcomes } = check;
  return {
    ...{ id, level, percent, seed, parties: [...parties], sampled: sampleOf(check) },
    drawnAt: drawnAt.toISOString(),
    outcomes: outcomes.map(({ checkedAt, ...outcome }) => ({
      ...outcome,
      at: checkedAt.toISOString(),
    })),
    checked: outcomes.length,
    effective: outcomes.filter(isEffective).length,
  };
}
