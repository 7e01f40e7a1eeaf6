import { request } from 'node:http';

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  /** A list is sent as so many headers of the same name, which no fetch would do. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Sends a request as it is written, whatever a client of good manners would do. */
export function sendRaw(url: string, sent: RawRequest): Promise<RawAnswer> {
  const { method = 'GET', path, headers = {}, body } = sent;
  const json = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body ?? ''),
  };
  return new Promise((resolve, reject) => {
    const options = {
      method,
      headers: { ...(body !== undefined && json), ...headers },
      agent: false,
    };
    const outgoing = request(new URL(path, url), options as object, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
