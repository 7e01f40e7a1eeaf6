import type { EventContext } from '../../events/index.js';
import { pointerTo } from '../../kernel/index.js';
import type { CaptureRule } from './capture-rules.js';
import type { FaultList } from './faults.js';

/**
 * Where in a document we are reading, and what holds there. A chain of names, because a spot is made for
 * every value and its pointer is needed only for a fault.
 */
export interface Spot {
  readonly parent: Spot | undefined;
  readonly name: string | number;
  readonly faults: FaultList;
  readonly context: EventContext;
}

/** The spot of a whole document. */
export function rootSpot(faults: FaultList): Spot {
  return { parent: undefined, name: '', faults, context: {} };
}

export function at(parent: Spot, name: string | number): Spot {
  return { parent, name, faults: parent.faults, context: parent.context };
}

/** A value that is none of EPCIS's, where no other rule is named. */
export function fault(spot: Spot, detail: string, rule: CaptureRule = 'schema.type'): undefined {
  spot.faults.add(pointerOf(spot), detail, rule);
  return undefined;
}

/** JSON Pointer (RFC 6901) to a spot. */
export function pointerOf({ parent, name }: Spot): string {
  return parent === undefined ? '' : pointerTo(pointerOf(parent), name);
}
