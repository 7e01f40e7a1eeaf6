import { Problem } from '../kernel/index.js';
import { unauthorised } from '../platform/index.js';
import type { Actor, Credential } from './actor.js';

/** Knows the holders of one kind of credential. */
export interface Recogniser {
  /**
   * Who holds it; undefined for what is of another kind, unknown or ended. `ended` hears of one that is ended though its
   * secret is right: of no other, or strangers who know an id could fill the audit.
   */
  find(text: string, ended?: (credential: Credential) => void): Promise<Actor | undefined>;
  /** Forgets whom it has seen lately: an organisation's access has changed. */
  forgetAll(): void;
}

/** Recognises whoever sends a credential, of whichever kind. */
export class Recognition {
  constructor(private readonly kinds: readonly Recogniser[]) {}

  async recognise(text: string, ended?: (credential: Credential) => void): Promise<Actor> {
    for (const kind of this.kinds) {
      const actor = await kind.find(text, ended);
      if (actor !== undefined) return actor;
    }
    throw unrecognised();
  }

  forgetAll(): void {
    for (const kind of this.kinds) kind.forgetAll();
  }
}

/** One refusal for all that is wrong with a credential: whoever tries many learns nothing from it. */
export function unrecognised(): Problem {
  return new Problem(
    unauthorised,
    'Send a valid key as "Authorization: Bearer fk_...", or a token signed by an enrolled device. What came, if anything, ' +
      'is unknown, malformed, expired or ended.',
  );
}
