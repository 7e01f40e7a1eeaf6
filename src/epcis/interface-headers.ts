import type { NextFunction, Request, Response } from 'express';
import { Problem } from '../kernel/index.js';
import { limitsOf } from '../platform/index.js';
import { eventsMax } from './capture-limits.js';
import { behaviourHeader } from './capture-job.js';
import { versionNotAcceptable } from './epcis.problems.js';

const version = '2.0';

/** Lowest and highest versions that a client reads. */
const bounds = ['GS1-EPCIS-Min', 'GS1-EPCIS-Max', 'GS1-CBV-Min', 'GS1-CBV-Max'] as const;

/**
 * Every answer under /epcis says which EPCIS and vocabulary are spoken, and answers about capture how much is taken at once.
 * Whoever reads other versions only is refused before anything is looked at.
 */
export function interfaceHeaders(request: Request, response: Response, next: NextFunction): void {
  response.set({ 'GS1-EPCIS-Version': version, 'GS1-CBV-Version': version });
  const path = request.baseUrl + request.path;
  if (/^\/epcis\/capture(\/|$)/i.test(path)) {
    response.set(limitHeaders(eventsMax, limitsOf('/epcis/capture').bodyBytes));
  } else if (/^\/epcis\/events(\/|$)/i.test(path) && !isReading(request)) {
    response.set(limitHeaders(1, limitsOf('/epcis/events').bodyBytes));
  }
  next(bounds.every((name) => isMet(name, request.get(name))) ? undefined : notAcceptable());
}

/** What `OPTIONS` says besides. */
export const discoveryHeaders: Readonly<Record<string, string>> = {
  ...Object.fromEntries(bounds.map((name) => [name, version])),
  [behaviourHeader]: 'all',
};

function limitHeaders(events: number, bytes: number): Readonly<Record<string, string>> {
  return {
    'GS1-EPCIS-Capture-Limit': String(events),
    'GS1-EPCIS-Capture-File-Size-Limit': String(bytes),
  };
}

const isReading = ({ method }: Request) => method === 'GET' || method === 'HEAD';

/** Whether 2.0 is no lower, or no higher, than asked for. The third number of a version stands for corrections. */
function isMet(name: (typeof bounds)[number], header: string | undefined): boolean {
  if (header === undefined) return true;
  const [, major, minor = '0'] = /^(\d{1,4})(?:\.(\d{1,4}))?(?:\.\d{1,4})?$/.exec(header) ?? [];
  if (major === undefined) return false;
  const asked = Number(major) * 10_000 + Number(minor);
  return name.endsWith('Min') ? asked <= 20_000 : asked >= 20_000;
}

function notAcceptable(): Problem {
  return new Problem(
    versionNotAcceptable,
    `EPCIS ${version} and CBV ${version} are spoken here; ask for a range that has them, or leave ${bounds.join(', ')} out.`,
  );
}
