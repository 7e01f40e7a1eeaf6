export interface Page {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  readonly headers: Headers;
}

/** A browser without scripts: it keeps one session cookie and says which page its forms come from. */
export class PlainBrowser {
  private cookie = '';

  constructor(private readonly url: string) {}

  /** What the session cookie holds. */
  get token(): string {
    return this.cookie.split('=')[1] ?? '';
  }

  async open(path: string): Promise<Page> {
    return this.send(path, { method: 'GET' });
  }

  async post(
    path: string,
    fields: Readonly<Record<string, string>> | [string, string][],
    headers: Readonly<Record<string, string>> = { Origin: this.url },
  ): Promise<Page> {
    return this.send(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  private async send(path: string, request: RequestInit): Promise<Page> {
    const response = await fetch(new URL(path, this.url), {
      ...request,
      redirect: 'manual',
      headers: {
        Accept: 'text/html',
        'Accept-Language': 'en',
        ...(request.headers as Record<string, string>),
        ...(this.cookie !== '' && { Cookie: this.cookie }),
      },
    });
    const set = response.headers.get('set-cookie');
    if (set !== null) this.cookie = set.split(';')[0] ?? '';
    const { status, headers } = response;
    return { status, headers, text: await response.text(), location: headers.get('location') };
  }
}
