import { eyesOf, type Eyes } from '../../access/index.js';
import { selectSeenEvents, type SeenEvent } from '../../events/index.js';
import { OutgoingFault, type Clock, type Database } from '../../platform/index.js';
import { inFormat, type EpcFormat } from '../answer/epc-format.js';
import { recorded, resultsText, type Answered } from '../answer/results.js';
import type { Leased } from './leases.store.js';
import type { TakenMessage } from './sending.store.js';
import { signedHeaders } from './signature.js';
import type { WebhookOutgoing } from './webhook-outgoing.js';

/** What came of posting a message. */
export type PostOutcome =
  | { readonly kind: 'delivered'; readonly status: number }
  /** Its receiver may see none of its events any more. */
  | { readonly kind: 'nothing-left' }
  /** The destination asks for fewer events at a time. */
  | { readonly kind: 'too-large' }
  /** No status: there was no answer, or none that may be waited for. */
  | { readonly kind: 'failed'; readonly status?: number };

/** Writes messages as their receiver may see them now, signs them and posts them. */
export class Messages {
  constructor(
    private readonly by: {
      readonly database: Database;
      readonly outgoing: WebhookOutgoing;
      readonly clock: Clock;
    },
  ) {}

  async post(leased: Leased, { id, eventRefs, problem }: TakenMessage): Promise<PostOutcome> {
    const events = await seenInOrder(this.by.database, eyesOf(leased), eventRefs);
    if (events.length === 0 && eventRefs.length > 0) return { kind: 'nothing-left' };
    const now = this.by.clock.now();
    const { queryName, id: subscriptionID, secret } = leased;
    const body =
      problem === null
        ? eventsText(events, leased.epcFormat, { now, queryName, subscriptionID })
        : JSON.stringify(problem);
    const signing = { id, timestamp: Math.floor(now / 1_000), secret };
    const status = await this.answerTo(leased.destination, body, {
      'Content-Type': 'application/json',
      ...signedHeaders(body, signing),
    });
    if (status === undefined) return { kind: 'failed' };
    if (status >= 200 && status < 300) return { kind: 'delivered', status };
    if (status === 413 && eventRefs.length > 1) return { kind: 'too-large' };
    return { kind: 'failed', status };
  }

  /** The status alone: whatever else the answer says is nobody's business here. */
  private async answerTo(
    destination: string,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<number | undefined> {
    try {
      const { status } = await this.by.outgoing.send(destination, {
        ...{ method: 'POST', headers, body },
      });
      return status;
    } catch (error) {
      if (error instanceof OutgoingFault) return undefined;
      throw error;
    }
  }
}

/** Events as a subscriber is told them: an EPCISQueryDocument. */
export function eventsText(
  events: readonly SeenEvent[],
  epcFormat: EpcFormat,
  about: Answered,
): string {
  return resultsText(
    recorded(events).map((event) => inFormat(event, epcFormat)),
    about,
  );
}

/** What these eyes may see now of some events, in their order: a right that was lost since they were matched is lost. */
export async function seenInOrder(
  database: Database,
  eyes: Eyes,
  refs: readonly string[],
): Promise<readonly SeenEvent[]> {
  if (refs.length === 0) return [];
  const reader = database.as({ organisationId: eyes.organisationId });
  const filter = {
    conditions: [],
    history: true,
    after: undefined,
    among: refs,
    limit: refs.length,
  };
  const found = await selectSeenEvents(reader, eyes, filter);
  const byRef = new Map(found.map((event) => [event.id, event]));
  return refs.flatMap((ref) => byRef.get(ref) ?? []);
}
