import { lookup } from 'node:dns/promises';
import { request as askPlainly, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as askSafely } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { inTime, Late } from '../patience.js';
import { OutgoingFault, type OutgoingWhy } from './outgoing-fault.js';
import { isPublicAddress } from './public-address.js';

/** From the look-up of the name to the last byte of the answer. */
export const outgoingMilliseconds = 10_000;
export const outgoingBytesMax = 1024 * 1024;

interface Address {
  readonly address: string;
  readonly family: number;
}

export interface OutgoingSettings {
  /** Origins that may be asked wherever they lead, as `URL.origin` writes them; the only ones without TLS, too. */
  readonly allowedOrigins: ReadonlySet<string>;
  readonly resolve?: (name: string) => Promise<readonly Address[]>;
  readonly milliseconds?: number;
  readonly bytesMax?: number;
  /** Certificates to trust instead of the system's. */
  readonly authorities?: string;
}

export interface OutgoingRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Requests to addresses that others chose. The only way out of this service: whoever names an address must not make it
 * reach into the network it stands in. A name is looked up once, all that it stands for is checked, and the connection goes
 * to what was checked. Redirects are answers like any other; nothing is inflated; no proxy of the environment is used.
 */
export class Outgoing {
  constructor(private readonly settings: OutgoingSettings) {}

  /** The whole answer, whatever its status; an `OutgoingFault` where there is none, or it may not be asked for. */
  async send(address: string, request: OutgoingRequest = {}): Promise<Response> {
    const url = askable(address, this.settings.allowedOrigins);
    const ending = new AbortController();
    try {
      const answer = this.answerOf(url, request, ending.signal);
      return await inTime(answer, this.settings.milliseconds ?? outgoingMilliseconds);
    } catch (error) {
      if (error instanceof OutgoingFault) throw error;
      const code = (error as NodeJS.ErrnoException).code;
      throw new OutgoingFault(error instanceof Late ? 'late' : 'unanswered', url.hostname, code);
    } finally {
      ending.abort();
    }
  }

  /** Why an address may never be asked, as far as it says that itself; what its name stands for is looked at when it is. */
  refusalOf(address: string): OutgoingWhy | undefined {
    try {
      const url = askable(address, this.settings.allowedOrigins);
      const host = hostOf(url);
      const isOpen = isIP(host) === 0 || isPublicAddress(host);
      return isOpen || this.settings.allowedOrigins.has(url.origin) ? undefined : 'not-public';
    } catch (error) {
      if (error instanceof OutgoingFault) return error.why;
      throw error;
    }
  }

  private async answerOf(
    url: URL,
    { method = 'GET', headers = {}, body }: OutgoingRequest,
    signal: AbortSignal,
  ): Promise<Response> {
    const options = {
      ...{ method, signal, agent: false, ca: this.settings.authorities },
      headers: { 'User-Agent': 'furrow', ...headers, 'Accept-Encoding': 'identity' },
      lookup: leadingTo(await this.checkedAddresses(url)),
    };
    const answer = await headOf(url, options, body);
    return responseOf(answer, await this.bytesOf(answer, url));
  }

  private async checkedAddresses(url: URL): Promise<readonly Address[]> {
    const host = hostOf(url);
    const family = isIP(host);
    const resolve = this.settings.resolve ?? ((name: string) => lookup(name, { all: true }));
    const found = family === 0 ? await resolve(host) : [{ address: host, family }];
    const isAllowed = this.settings.allowedOrigins.has(url.origin);
    if (!isAllowed && !found.every(({ address }) => isPublicAddress(address))) {
      throw new OutgoingFault('not-public', url.hostname);
    }
    return found;
  }

  private async bytesOf(answer: IncomingMessage, { hostname }: URL): Promise<Buffer> {
    const { bytesMax = outgoingBytesMax } = this.settings;
    const chunks: Buffer[] = [];
    let size = 0;
    // Leaving the loop ends the connection.
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > bytesMax) throw new OutgoingFault('too-long', hostname);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, size);
  }
}

/** The address, if it may be asked at all: over TLS, unless the operator named it, and without a name and a password. */
function askable(address: string, allowedOrigins: ReadonlySet<string>): URL {
  if (!URL.canParse(address)) throw new OutgoingFault('malformed', '');
  const url = new URL(address);
  const { protocol, origin, hostname, username, password } = url;
  const isPlain = protocol === 'http:' && allowedOrigins.has(origin);
  if (protocol !== 'https:' && !isPlain) throw new OutgoingFault('not-https', hostname);
  if (username !== '' || password !== '') throw new OutgoingFault('with-credentials', hostname);
  return url;
}

/** Without the brackets of IPv6. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** Stands in for a second look-up, which might say something else. */
function leadingTo(addresses: readonly Address[]): LookupFunction {
  return (name, { all }, answer) => {
    const [first] = addresses;
    if (first === undefined) answer(Object.assign(new Error(name), { code: 'ENOTFOUND' }), '', 0);
    else if (all === true) answer(null, [...addresses]);
    else answer(null, first.address, first.family);
  };
}

function headOf(url: URL, options: RequestOptions, body?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const ask = url.protocol === 'https:' ? askSafely : askPlainly;
    // It stays for what comes after the head: an error that nobody hears would end the process.
    ask(url, options).once('response', resolve).on('error', reject).end(body);
  });
}

function responseOf({ statusCode = 0, rawHeaders }: IncomingMessage, bytes: Buffer): Response {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  }
  return new Response(bytes.byteLength === 0 ? null : new Uint8Array(bytes), {
    ...{ status: statusCode, headers },
  });
}
