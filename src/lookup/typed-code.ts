import type { ServerResponse } from 'node:http';
import { externalTextMax } from '../identifiers/index.js';

/** Where the form for typing a code leads. */
export const isTypedCode = (path: string) => /^\/t\/?$/i.test(path);

/** The form for typing a code asks `/t?code=`; the code has one address. */
export function sendOn(response: ServerResponse, search: string): void {
  const typed = (new URLSearchParams(search).get('code') ?? '').trim();
  // By whole characters: half of one cannot be written in an address.
  const code = [...typed].slice(0, externalTextMax).join('');
  const location = code === '' ? '/' : `/t/${encodeURIComponent(code)}`;
  response.writeHead(303, { Location: location, 'Content-Length': '0' }).end();
}
