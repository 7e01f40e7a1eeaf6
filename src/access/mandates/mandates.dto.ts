import { IsUUID } from 'class-validator';
import type { NamedMandate } from './mandates.service.js';

/** Who shall act for your organisation. */
export class GiveMandateRequest {
  /** Our id of the party that the co-operative is. */
  @IsUUID()
  agentPartyId!: string;
}

/** That a co-operative may act for your organisation. */
export class MandateView {
  /** Our id of the mandate. */
  id!: string;
  /** Our id of the party that may act. */
  agentPartyId!: string;
  /** What it is called, as its account was opened. */
  name!: string;
  /** When the mandate was given, RFC 3339 in UTC. */
  givenAt!: string;
  /** Present once it has ended: when, RFC 3339 in UTC. */
  endedAt?: string;
}

/** A member for whom your organisation may act. */
export class MemberView {
  /** Our id of the party that the member is: what `Furrow-On-Behalf-Of` names. */
  id!: string;
  /** What it is called, as its account was opened. */
  name!: string;
  /** Our id of the mandate, by which it is ended. */
  mandateId!: string;
  /** When the mandate was given, RFC 3339 in UTC. */
  givenAt!: string;
  /** Present once it has ended: when, RFC 3339 in UTC. */
  endedAt?: string;
}

export function toMandateView({ mandate, other }: NamedMandate): MandateView {
  return { id: mandate.id, agentPartyId: other.partyId, name: other.name, ...timesOf(mandate) };
}

export function toMemberView({ mandate, other }: NamedMandate): MemberView {
  return { id: other.partyId, name: other.name, mandateId: mandate.id, ...timesOf(mandate) };
}

function timesOf({ givenAt, endedAt }: NamedMandate['mandate']) {
  return {
    givenAt: givenAt.toISOString(),
    ...(endedAt !== null && { endedAt: endedAt.toISOString() }),
  };
}
