import type { EpcisEvent, SeenEvent } from '../../events/index.js';
import { exactJson } from '../json/exact-json.js';
import { formatInstant } from '../../kernel/index.js';
import { queryDocumentWriting, writeQueryDocument } from '../json/write.js';

/** What an answer says of itself. */
export interface Answered {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly queryName: string;
  readonly subscriptionID?: string;
}

/** Events as answers tell them: with the time at which each was recorded. */
export function recorded(
  events: readonly Pick<SeenEvent, 'event' | 'recordedAt'>[],
): readonly EpcisEvent[] {
  return events.map(({ event, recordedAt }) => ({
    ...event,
    recordTime: recordedAt.toISOString(),
  }));
}

/** What stands on the document of an answer. */
export function headingOf({ now, ...named }: Answered) {
  return { creationDate: formatInstant(now, 0), ...named };
}

/** The answer to a query as the text of an EPCISQueryDocument in JSON-LD, a step an event. */
export function* resultsWriting(
  events: readonly EpcisEvent[],
  about: Answered,
): Generator<undefined, string> {
  return exactJson(yield* queryDocumentWriting(events, headingOf(about)));
}

/** The same at one go, of the few events of a message. */
export function resultsText(events: readonly EpcisEvent[], about: Answered): string {
  return exactJson(writeQueryDocument(events, headingOf(about)));
}
