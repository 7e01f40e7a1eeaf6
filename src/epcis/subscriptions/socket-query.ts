import { faultyProblem, type Fault } from '../../kernel/index.js';
import { invalidSubscription } from '../epcis.problems.js';
import { Parameters } from '../parameters/parameters.js';
import { instant, oneOf, plain } from '../parameters/read-values.js';
import { scheduleFields, type Schedule } from './schedule.js';
import { timingFaults, type Timing } from './subscription-request.js';

/** Parameters of a request for a WebSocket, with what they mean. */
export const socketParameters: ReadonlyMap<string, string> = new Map([
  ['stream', 'For a WebSocket: `true`, and each event is sent as it comes.'],
  ...Object.entries(scheduleFields).map(
    ([name, [least, most]]) =>
      [
        name,
        `For a WebSocket by a schedule, in UTC: ${least} to ${most}, lists \`1,2\` and ranges \`[1-5]\`.`,
      ] as const,
  ),
  ['reportIfEmpty', 'For a WebSocket by a schedule: `true`, and nothing is reported, too.'],
  [
    'initialRecordTime',
    'For a WebSocket: begin with events recorded from then on, RFC 3339 with offset.',
  ],
]);

/** Reads them; no others are read where a WebSocket is asked for. */
export function readSocketQuery(
  parameters: Readonly<Record<string, unknown>>,
  now: number,
): Timing {
  const asked = new Parameters(parameters);
  const timing = timingOf(asked);
  asked.refuseUnread(socketParameters.keys());
  asked.settle(invalidSubscription);
  const faults = timingFaults(timing, now).map(toParameter);
  if (faults.length > 0) throw faultyProblem(invalidSubscription, 'The query', faults);
  return timing;
}

function timingOf(asked: Parameters): Timing {
  const fields = Object.keys(scheduleFields).flatMap((name) => {
    const field = asked.one(name, plain);
    return field === undefined ? [] : [[name, field]];
  });
  return {
    stream: asked.one('stream', flag),
    schedule: fields.length > 0 ? (Object.fromEntries(fields) as Schedule) : undefined,
    reportIfEmpty: asked.one('reportIfEmpty', flag),
    initialRecordTime: asked.one('initialRecordTime', (text) =>
      new Date(instant(text)).toISOString(),
    ),
  };
}

function flag(text: string): boolean {
  return oneOf(['true', 'false'])(text) === 'true';
}

/** The fields of a schedule stand among the parameters themselves. */
function toParameter({ pointer, ...fault }: Fault): Fault {
  return { ...fault, pointer: pointer.replace(/^\/schedule(?=\/)/, '') };
}
