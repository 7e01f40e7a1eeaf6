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

/** Values, lists and objects of one body of JSON: each takes memory, and all are walked, before anything can be said of it. */
export const jsonPartsMax = 200_000;

const megabyte = 1024 * 1024;
const json = 'application/json';
const jsonLd = 'application/ld+json';
/** A form with files. */
export const multipart = 'multipart/form-data';
export const xmlTypes = ['application/xml', 'text/xml'];

export const routeLimits: readonly RouteLimits[] = [
  {
    routes: '/epcis/capture',
    pattern: /^\/epcis\/capture\/?$/i,
    mediaTypes: [json, jsonLd, ...xmlTypes],
    bodyBytes: 20 * megabyte,
    jsonDepth: 64,
  },
  {
    routes: '/epcis/events',
    pattern: /^\/epcis\/events\/?$/i,
    mediaTypes: [json, jsonLd, ...xmlTypes],
    bodyBytes: megabyte,
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
    // With the photos that a consumer may add; their number and sizes are bounded while they are read.
    routes: '/complaints, /api/v1/complaints',
    pattern: /^\/(api\/v1\/)?complaints\/?$/i,
    mediaTypes: [multipart],
    bodyBytes: 16 * megabyte,
    jsonDepth: 0,
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

/** Of one form with files: the fields and files that it may have, and the bytes of one of each. */
export const formPartsMax = {
  fields: 30,
  fieldBytes: 32 * 1024,
  files: 3,
  fileBytes: 5 * megabyte,
} as const;

/** Forms with files that one process holds at once: each is in memory until its request is answered. */
export const formsAtOnceMax = 32;

/** How long a client may take to send a whole request: 20 MB over a slow mobile link. */
export const requestTimeoutMilliseconds = 120_000;

/** How long it may take over the head alone; slower ones hold connections on purpose. */
export const headTimeoutMilliseconds = 20_000;

/** How long a connection may rest between requests: longer than balancers keep theirs, or they would use one just closed. */
export const restMilliseconds = 75_000;
