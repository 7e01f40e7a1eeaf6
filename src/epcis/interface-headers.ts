import type { NextFunction, Request, Response } from 'express';
import { furrowNamespace } from '../events/index.js';
import { Problem } from '../kernel/index.js';
import { limitsOf } from '../platform/index.js';
import { eventsMax } from './rules/document-limits.js';
import { epcHeader, wordHeader } from './answer/answer-format.js';
import { behaviourHeader } from './capture/capture-job.js';
import { versionNotAcceptable } from './epcis.problems.js';
import {
  isReading,
  spokenFor,
  versionBounds,
  versionHeaders,
  versionRequests,
  versionsWithin,
  type Version,
} from './rest/versions.js';

/**
 * Every answer under /epcis says which EPCIS and vocabulary are spoken, and answers about capture how much is taken at once.
 * Whoever reads other versions only is refused before anything is looked at.
 */
export function interfaceHeaders(request: Request, response: Response, next: NextFunction): void {
  // What else an extension may be is open: each is kept. Of these names we say what they mean.
  response.set({ ...versionHeaders('2.0'), 'GS1-Extensions': `furrow=${furrowNamespace}` });
  const path = request.baseUrl + request.path;
  if (/^\/epcis\/capture(\/|$)/i.test(path)) {
    response.set(limitHeaders(eventsMax, limitsOf('/epcis/capture').bodyBytes));
  } else if (/^\/epcis\/events(\/|$)/i.test(path) && !isReading(request)) {
    response.set(limitHeaders(1, limitsOf('/epcis/events').bodyBytes));
  }
  next(versionsWithin(request).length > 0 ? undefined : notAcceptable(spokenFor(request)));
}

/** What `OPTIONS` says besides. */
export function discoveryHeaders(request: Request): Readonly<Record<string, string>> {
  const [highest = '', lowest = highest] = spokenFor(request);
  return {
    ...Object.fromEntries(
      versionBounds.map((name) => [name, name.endsWith('Min') ? lowest : highest]),
    ),
    [behaviourHeader]: 'all',
    [epcHeader]: 'No_Preference',
    [wordHeader]: 'No_Preference',
  };
}

function limitHeaders(events: number, bytes: number): Readonly<Record<string, string>> {
  return {
    'GS1-EPCIS-Capture-Limit': String(events),
    'GS1-EPCIS-Capture-File-Size-Limit': String(bytes),
  };
}

function notAcceptable(spoken: readonly Version[]): Problem {
  return new Problem(
    versionNotAcceptable,
    `EPCIS and CBV ${spoken.join(' and ')} are spoken here; ask for a range that has one of them, or leave ${versionRequests.join(', ')} out.`,
  );
}
