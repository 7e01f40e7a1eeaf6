import type { Drawings } from './drawings.js';
import type { Passport } from './passport.js';
import type { Entity } from './resolver/entity.js';

/**
 * What a question is answered with, as the JSON that goes out. A remembered answer is these bytes rather than the hundred
 * objects of a journey or a long text: the collector of garbage has nothing to carry about, and thousands are kept.
 */
export class Answer {
  readonly verdict: Passport['verdict'];
  readonly json: Buffer;
  /** The code of ours that it is about, where it is known. */
  readonly code: string | undefined;
  /** Whether it is what was known some time ago: nobody shall keep it. */
  readonly isOld: boolean;

  constructor(
    passport: Passport,
    readonly drawn: Drawings = new Map(),
    /** What a Digital Link names; undefined where nothing is known of it, and of codes of ours. */
    readonly entity?: Entity,
  ) {
    this.verdict = passport.verdict;
    this.code = codeOf(passport);
    this.isOld = 'asKnownAt' in passport;
    this.json = Buffer.from(JSON.stringify(passport));
  }

  /** Read anew each time: pages are drawn seldom, and kept once they are. */
  get passport(): Passport {
    return JSON.parse(this.json.toString()) as Passport;
  }
}

/** An SSCC is somebody else's number. */
function codeOf(passport: Passport): string | undefined {
  if (!('journey' in passport) || passport.code.text.startsWith('/')) return undefined;
  return passport.code.text;
}
