import { expect, test } from '@jest/globals';
import type { EpcisEvent } from '../../events/index.js';
import type { AnswerFormat } from './answer-format.js';
import { answerWriting } from './event-answer.js';
import { mediaTypes } from '../rest/media-types.js';

const event: EpcisEvent = {
  ...{ type: 'ObjectEvent', action: 'OBSERVE', eventID: 'urn:x:1' },
  ...{ eventTime: '2026-03-01T00:00:00+08:00', eventTimeZoneOffset: '+08:00' },
  epcList: ['urn:epc:id:sgtin:4012345.011111.987'],
};
const found = Array.from({ length: 50 }, () => ({ event, recordedAt: new Date(0) }));

const formats = mediaTypes.flatMap((mediaType) =>
  (['Never_Translates', 'Always_GS1_Digital_Link'] as const).map((epcs) => ({ mediaType, epcs })),
);

test.each(formats)('an answer of $mediaType, $epcs, is written event by event', (asked) => {
  const format: AnswerFormat = { ...asked, version: '2.0', words: 'urn' };
  const writing = answerWriting(found, format, { now: 0, queryName: 'SimpleEventQuery' });
  let steps = 0;
  let step = writing.next();
  for (; step.done !== true; step = writing.next()) steps += 1;
  expect(step.value.match(/urn:x:1"|urn:x:1</g)).toHaveLength(found.length);
  expect(steps).toBeGreaterThanOrEqual(2 * found.length);
});
