import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { selectOwnEvent, type EpcisEvent } from '../events/index.js';
import { formatInstant, invalidRequest, isUuid, Problem } from '../kernel/index.js';
import { Clock, type Tx } from '../platform/index.js';
import type { ActivityRequest } from './activities.dto.js';

/** A correction is the original repeated under its eventID with an error declaration (EPCIS 2.0, 7.4.1.2). */
@Injectable()
export class ErrorDeclarations {
  constructor(private readonly clock: Clock) {}

  async declarationOf(tx: Tx, actor: Actor, request: ActivityRequest): Promise<EpcisEvent> {
    const of = request.of ?? '';
    const eventId = isUuid(of) ? `urn:uuid:${of.toLowerCase()}` : of;
    const original = await selectOwnEvent(tx, actor.organisationId, eventId);
    if (original === undefined) {
      const detail = 'is no event of yours';
      throw new Problem(invalidRequest, `/of: ${detail}`, [{ pointer: '/of', detail }]);
    }
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
}
