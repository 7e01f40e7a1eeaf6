import type { Request } from 'express';

/** A request whose body was read; `rawBody` keeps the text for readers that need the exact numbers. */
export interface RawRequest extends Request {
  rawBody?: string;
}

/** A request whose sender is known: access/ puts the actor there. */
export interface KnownSender extends RawRequest {
  actor?: { readonly organisationId: string; readonly credential: string };
}
