import type { Request, Response } from 'express';
import type { Actor } from '../../access/index.js';
import { toHeldView, type HeldService } from '../../privacy/index.js';
import { beforeOf } from './reader.js';

/** Entries of the audit in one file; whoever did more has the rest in the next one. */
export const heldEntriesMax = 10_000;

/** Sends all that is held about a person as a file, which says in `next` where the rest of a long one is. */
export async function sendHeld(
  service: HeldService,
  actor: Actor,
  {
    id,
    request,
    response,
  }: { readonly id: string; readonly request: Request; readonly response: Response },
): Promise<void> {
  const held = await service.of(actor, id, {
    before: beforeOf(request),
    limit: heldEntriesMax + 1,
  });
  const told = held.entries.slice(0, heldEntriesMax);
  const last = held.entries.length > heldEntriesMax ? told.at(-1) : undefined;
  const view = {
    ...toHeldView({ ...held, entries: told }),
    ...(last && { next: `${request.path}?before=${last.id}` }),
  };
  response
    .set({
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${id}.json"`,
      'Cache-Control': 'no-store',
    })
    .send(JSON.stringify(view, undefined, 2));
}
