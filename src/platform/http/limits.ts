import { present } from '../../kernel/index.js';

/** What one class of routes takes. The first class whose pattern matches the path binds. */
export interface RouteLimits {
  /** The class in the words of docs/reference/limits.md, which a test holds against this table. */
  readonly routes: string;
  readonly pattern: RegExp;
  readonly mediaTypes: readonly string[];
  readonly bodyBytes: number;
  /** Objects and lists inside each other: it bounds the recursion of everything that walks a body. */
  readonly jsonDepth: number;
}

const megabyte = 1024 * 1024;
const json = 'application/json';
const jsonLd = 'application/ld+json';

export const routeLimits: readonly RouteLimits[] = [
  {
    routes: '/epcis/capture',
    pattern: /^\/epcis\/capture\/?$/i,
    mediaTypes: [json, jsonLd],
    bodyBytes: 20 * megabyte,
    jsonDepth: 64,
  },
  {
    routes: '/epcis/...',
    pattern: /^\/epcis\//i,
    mediaTypes: [json, jsonLd],
    bodyBytes: megabyte,
    jsonDepth: 64,
  },
  {
    // Anybody may send one, so it is read no longer than its longest honest form.
    routes: '/api/v1/devices/{id}/enrolment',
    pattern: /^\/api\/v1\/devices\/[^/]+\/enrolment\/?$/i,
    mediaTypes: [json],
    bodyBytes: 8 * 1024,
    jsonDepth: 8,
  },
  {
    routes: '/api/v1/...',
    pattern: /^\/api\//i,
    mediaTypes: [json],
    bodyBytes: megabyte,
    jsonDepth: 32,
  },
  {
    routes: 'forms of the pages',
    pattern: /^/,
    mediaTypes: ['application/x-www-form-urlencoded'],
    bodyBytes: 64 * 1024,
    jsonDepth: 0,
  },
];

export function limitsOf(path: string): RouteLimits {
  return present(
    routeLimits.find(({ pattern }) => pattern.test(path)),
    'a class for every path',
  );
}

/** How long a client may take to send a whole request: 20 MB over a slow mobile link. */
export const requestTimeoutMilliseconds = 120_000;

/** How long it may take over the head alone; slower ones hold connections on purpose. */
export const headTimeoutMilliseconds = 20_000;

/** How long a connection may rest between requests: longer than balancers keep theirs, or they would use one just closed. */
export const restMilliseconds = 75_000;
