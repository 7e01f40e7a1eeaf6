/** What one class of routes takes. The first class whose pattern matches the path binds. */
export interface RequestLimits {
  /** The class in the words of docs/reference/limits.md, which a test holds against this table. */
  readonly routes: string;
  readonly pattern: RegExp;
  readonly mediaTypes: readonly string[];
  readonly bodyBytesMax: number;
  /** Objects and lists inside each other: it bounds the recursion of everything that walks a body. */
  readonly depthMax: number;
  /** Whether the bytes stay beside the parsed body, for readers to whom `1.10` and `1.1` differ. */
  readonly keepsText: boolean;
}

const megabyte = 1024 * 1024;
const json = 'application/json';
const jsonLd = 'application/ld+json';

export const requestLimits: readonly RequestLimits[] = [
  {
    routes: '/epcis/capture',
    pattern: /^\/epcis\/capture\/?$/i,
    mediaTypes: [json, jsonLd],
    bodyBytesMax: 20 * megabyte,
    depthMax: 64,
    keepsText: true,
  },
  {
    routes: '/epcis/...',
    pattern: /^\/epcis\//i,
    mediaTypes: [json, jsonLd],
    bodyBytesMax: megabyte,
    depthMax: 64,
    keepsText: true,
  },
  {
    routes: '/api/v1/...',
    pattern: /^\/api\//i,
    mediaTypes: [json],
    bodyBytesMax: megabyte,
    depthMax: 32,
    keepsText: false,
  },
  {
    routes: 'forms of the pages',
    pattern: /^/,
    mediaTypes: ['application/x-www-form-urlencoded'],
    bodyBytesMax: 64 * 1024,
    depthMax: 1,
    keepsText: false,
  },
];

export function limitsOf(path: string): RequestLimits {
  const found = requestLimits.find(({ pattern }) => pattern.test(path));
  if (found === undefined) throw new Error('the last class of routes takes every path');
  return found;
}

/** How long a client may take to send a request: 20 MB over a slow mobile link. */
export const receivingMilliseconds = 120_000;

/** How long it may take to send the head alone; slower ones hold connections on purpose. */
export const headMilliseconds = 20_000;
