import type { Request } from 'express';

/** A request whose body was read. */
export interface RawRequest extends Request {
  /** The text, for readers that need the exact numbers, or read what is no JSON. */
  rawBody?: string;
  /** The files of a form, in their order. */
  sentFiles?: readonly SentFile[];
}

/** A file as it came with a form. What it says of itself, its name and type, is not kept. */
export interface SentFile {
  /** The name of its field. */
  readonly field: string;
  readonly bytes: Buffer;
}

/** What the audit is to keep of a request. Whoever learns who sends it and what for notes it; what is not noted is not kept. */
export interface AuditNote {
  /** An action of the table of permissions, or `sign-in` and its like. */
  readonly action: string;
  /** Whose credential was shown; null where it is nobody's. */
  readonly organisationId: string | null;
  readonly credential: string | null;
  /** What it is about, where the address does not say it. */
  readonly subject?: string;
  /** Where it was sent for another organisation: which one and the party that it is, and the party of the sender. */
  readonly sentFor?: {
    readonly organisationId: string;
    readonly partyId: string;
    readonly agentPartyId: string;
  };
  /** Where it came from is not kept: who sent it has just been erased. */
  readonly withoutAddress?: true;
}

/** A request whose sender is known: access/ puts the actor there. */
export interface KnownSender extends RawRequest {
  actor?: {
    readonly organisationId: string;
    readonly credential: string;
  };
  audited?: AuditNote;
  /** Has the audit write the request down before an answer that leaves piece by piece; the audit puts it there. */
  putOnRecord?: () => Promise<void>;
  /** Id of what the answer says was made. */
  made?: string;
}
