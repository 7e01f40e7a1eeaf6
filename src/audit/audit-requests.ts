import type { NextFunction, Response } from 'express';
import type { Actor } from '../access/index.js';
import { madeAt, Problem } from '../kernel/index.js';
import {
  clientAddress,
  holdBack,
  letGo,
  requestIdOf,
  unavailable,
  type AuditNote,
  type KnownSender,
  type ProblemFilter,
} from '../platform/index.js';
import type { AuditTrail, Care } from './audit-trail.js';
import { nobody, type AuditEntry } from './entry.js';
import { subjectOf } from './subject.js';

export interface AuditedRequests {
  readonly trail: AuditTrail;
  readonly filter: ProblemFilter;
  /** How many proxies of ours each request has passed. */
  readonly trustedProxies: number;
}

/**
 * Holds each answer to somebody known back until it is on record. However an answer is made (by Nest, by a page, by a
 * refusal), it leaves by `end`, so no route can forget; one whose answer leaves piece by piece has it put on record before. What is late, or not stored, does not keep an answer to what is done
 * already; a read that must be on record is refused instead.
 */
export function auditRequests(audited: AuditedRequests) {
  const { trail, filter, trustedProxies } = audited;
  return (request: KnownSender, response: Response, next: NextFunction): void => {
    // The socket of a client that has gone does not know whom it was with.
    const address = clientAddress(request, trustedProxies);
    const headers = response.getHeaderNames();
    const end = response.end.bind(response) as (...answer: unknown[]) => Response;

    const leave = (...answer: unknown[]) => {
      letGo(response);
      response.end = end;
      end(...answer);
    };
    const refuse = (entries: readonly AuditEntry[]) => {
      letGo(response);
      response.end = end;
      for (const name of response.getHeaderNames()) {
        if (!headers.includes(name)) response.removeHeader(name);
      }
      filter.answer(new Problem(unavailable, notOnRecord), request, response);
      const { statusCode: status } = response;
      for (const entry of entries)
        trail.record({ ...entry, status }, 'usual').catch(() => undefined);
    };

    let isOnRecord = false;
    request.putOnRecord = async () => {
      const note = request.audited;
      if (note === undefined) return;
      const care = careOf(note, request);
      const entries = entriesOf(note, { request, response, address });
      const written = await Promise.allSettled(entries.map((entry) => trail.record(entry, care)));
      const isMissing = written.some(({ status }) => status === 'rejected');
      if (isMissing && care === 'required') throw new Problem(unavailable, notOnRecord);
      isOnRecord = true;
    };

    response.end = (...answer: unknown[]) => {
      const note = request.audited;
      if (note === undefined || isOnRecord) return end(...answer);
      holdBack(response);
      response.end = () => response;
      const entries = entriesOf(note, { request, response, address });
      const care = careOf(note, request);
      Promise.all(entries.map((entry) => trail.record(entry, care))).then(
        () => leave(...answer),
        () => (care === 'required' ? refuse(entries) : leave(...answer)),
      );
      return response;
    };
    next();
  };
}

const notOnRecord =
  'What you read has to be on record first, and cannot be recorded just now. Try again in a moment.';

/** What changes who may act is rare and worth a write to the disk. */
const lasting: readonly string[] = [
  ...[
    'organisations.create',
    'organisations.end',
    'keys.manage',
    'people.manage',
    'people.invite',
    'self.manage',
    'devices.manage',
    'mandates.manage',
    'members.manage',
    'suppliers.manage',
    'subscriptions.manage',
  ],
  ...['sign-in', 'sign-out', 'join', 'enrol'],
];

/** A regulator reads what is others': no such read is without its entry, whatever happens next. */
function careOf({ action }: AuditNote, { actor, method }: KnownSender): Care {
  const isRegulator = (actor as Actor | undefined)?.roles.includes('regulator') ?? false;
  // A question that is too long for an address is posted, and is a read all the same.
  const isRead = method === 'GET' || method === 'HEAD' || action.endsWith('.read');
  if (isRegulator) return isRead ? 'required' : 'durable';
  return lasting.includes(action) ? 'durable' : 'usual';
}

/** With whom a request is on record: whoever sent it and, where that was an agent, the member too. */
function entriesOf(
  { action, organisationId, credential, sentFor, withoutAddress }: AuditNote,
  {
    request,
    response,
    address,
  }: { readonly request: KnownSender; readonly response: Response; readonly address: string },
): AuditEntry[] {
  const id = requestIdOf(response);
  const senders: AuditEntry = {
    id,
    organisationId: organisationId ?? nobody,
    at: new Date(madeAt(id)),
    credential,
    action,
    method: request.method,
    route: (request.route as { path: string } | undefined)?.path ?? null,
    subject: subjectOf(request),
    status: response.statusCode,
    address: withoutAddress === true ? null : plain(address),
    onBehalfOf: sentFor?.partyId ?? null,
    agent: null,
  };
  if (sentFor === undefined) return [senders];
  const { organisationId: memberId, agentPartyId: agent } = sentFor;
  const untold = { credential: null, address: null, onBehalfOf: null };
  return [senders, { ...senders, ...untold, organisationId: memberId, agent }];
}

/** IPv4 as it is written; an address of IPv6 may bear the name of a network card, of any length. */
function plain(address: string): string | null {
  return address.replace(/^::ffff:(?=\d+\.)/, '').slice(0, 64) || null;
}
