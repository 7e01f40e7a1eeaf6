import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { selectOwnEvent, type EpcisEvent } from '../events/index.js';
import { faultyRequest, formatInstant, Problem } from '../kernel/index.js';
import { Clock, type Tx } from '../platform/index.js';
import type { ActivityRequest } from './activities.dto.js';
import { eventIdOf } from './uris.js';

/** A correction is the original repeated under its eventID with an error declaration (EPCIS 2.0, 7.4.1.2). */
@Injectable()
export class ErrorDeclarations {
  constructor(private readonly clock: Clock) {}

  async declarationOf(tx: Tx, actor: Actor, request: ActivityRequest): Promise<EpcisEvent> {
    const eventId = eventIdIn(request);
    const original = await selectOwnEvent(tx, actor.organisationId, eventId);
    if (original === undefined) throw faultyOf('is no event of yours');
    const stored = await selectOwnEvent(tx, actor.organisationId, eventId, { declaration: true });
    if (stored !== undefined) return stored.event;
    return {
      ...original.event,
      errorDeclaration: {
        declarationTime: formatInstant(this.clock.now(), 0),
        reason: 'incorrect_data',
        extensions: { 'furrow:reason': request.reason ?? '' },
      },
    };
  }

  /** A shipping is withdrawn by whoever recorded it. As a fact, the withdrawal may be told before the shipping is. */
  async refuseVoidOfNone(tx: Tx, actor: Actor, request: ActivityRequest): Promise<void> {
    const shipping = await selectOwnEvent(tx, actor.organisationId, eventIdIn(request));
    if (shipping?.event.bizStep !== 'shipping') throw faultyOf('is no shipping of yours');
  }
}

function eventIdIn({ of = '' }: ActivityRequest): string {
  return eventIdOf(of) ?? of;
}

function faultyOf(detail: string): Problem {
  return faultyRequest([{ pointer: '/of', detail }]);
}
