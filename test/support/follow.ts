import type { Answer, TestApp } from './app.js';

/** What a browser comes to: the service is published at another address than it listens on. */
export async function follow(
  { send }: Pick<TestApp, 'send'>,
  path: string,
  headers: Readonly<Record<string, string>> = { Accept: 'text/html', 'Accept-Language': 'en' },
): Promise<Answer<string>> {
  const answer = await send<string>('GET', path, { headers });
  if (answer.status !== 307) return answer;
  const { pathname, search } = new URL(answer.headers.get('location') ?? '');
  return send<string>('GET', pathname + search, { headers });
}
