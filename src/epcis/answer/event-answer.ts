import type { Request, Response } from 'express';
import { mapping, stepByStep } from '../../platform/index.js';
import { answerFormatOf, shapingHeaders, type AnswerFormat } from './answer-format.js';
import { inFormat } from './epc-format.js';
import { versionHeaders } from '../rest/versions.js';
import { jsonTypes } from '../rest/media-types.js';
import { linkNext } from '../rest/next-page.js';
import type { EventPage } from '../query/answer-query.js';
import { headingOf, recorded, resultsWriting, type Answered } from './results.js';
import { xmlQueryDocumentWriting } from '../xml/write-xml.js';

/**
 * A page of events as the EPCISQueryDocument that the request asks for, with the headers that go with it. It can be captured
 * elsewhere as it is. A page may be large: others are served while it is written.
 */
export async function answerEvents(
  request: Request,
  response: Response,
  page: EventPage,
  about: Answered,
): Promise<string> {
  const format = answerFormatOf(request);
  response.type(format.mediaType).set(versionHeaders(format.version)).vary(shapingHeaders);
  linkNext(response, page.nextPageToken);
  return stepByStep(answerWriting(page.events, format, about));
}

/** The text of the document, written in two steps for each event: its identifiers, then all of it. */
export function* answerWriting(
  found: Parameters<typeof recorded>[0],
  { mediaType, version, words, epcs }: AnswerFormat,
  about: Answered,
): Generator<undefined, string> {
  const events = yield* mapping(recorded(found), (event) => inFormat(event, epcs));
  if (jsonTypes.includes(mediaType)) return yield* resultsWriting(events, about);
  return yield* xmlQueryDocumentWriting(events, { version, words, ...headingOf(about) });
}
