/** A page that a wandering browser stands at. */
export interface Stop {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** Where it would go on to by itself. */
  readonly onward: string | undefined;
}

/** A browser without scripts that keeps the cookies of each origin and goes from one to another. */
export class WanderingBrowser {
  private readonly jars = new Map<string, Map<string, string>>();
  /** Every address it was led to. */
  readonly way: string[] = [];

  /** `published` is the address that the service says it has, and `url` where it is. */
  constructor(
    private readonly published: string,
    private readonly url: string,
    private readonly language = 'en',
  ) {}

  /** Another one that has the same cookies, as whoever copied them would. */
  twin(): WanderingBrowser {
    const twin = new WanderingBrowser(this.published, this.url, this.language);
    for (const [origin, jar] of this.jars) twin.jars.set(origin, new Map(jar));
    return twin;
  }

  /** One step. */
  async open(address: string, fields?: Readonly<Record<string, string>>): Promise<Stop> {
    const at = new URL(address, this.published);
    const isOurs = at.origin === this.published;
    const jar = this.jarOf(at.origin);
    const target = isOurs ? new URL(at.pathname + at.search, this.url) : at;
    const response = await fetch(target, {
      redirect: 'manual',
      ...(fields !== undefined && { method: 'POST', body: new URLSearchParams(fields) }),
      headers: {
        Accept: 'text/html',
        'Accept-Language': this.language,
        Cookie: [...jar].map((pair) => pair.join('=')).join('; '),
        ...(fields !== undefined && { Origin: this.url }),
      },
    });
    for (const cookie of response.headers.getSetCookie()) keep(jar, cookie);
    this.way.push(at.href);
    const { status, headers } = response;
    const onward = headers.get('location') ?? headers.get('refresh')?.split('url=')[1];
    return {
      ...{ url: at.href, status, headers, text: await response.text() },
      onward: onward === undefined ? undefined : new URL(onward, at).href,
    };
  }

  /** Goes where it is led, as far as `until` if that comes. */
  async wander(
    address: string,
    { fields, until }: { fields?: Readonly<Record<string, string>>; until?: RegExp } = {},
  ): Promise<Stop> {
    let stop = await this.open(address, fields);
    while (stop.onward !== undefined && until?.test(stop.onward) !== true) {
      stop = await this.open(stop.onward);
    }
    return stop;
  }

  private jarOf(origin: string): Map<string, string> {
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    return jar;
  }
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [pair = ''] = cookie.split(';');
  const [name = '', value = ''] = pair.split(/=(.*)/s);
  if (value === '' || /;\s*(?:max-age=0|expires=Thu, 01 Jan 1970)/i.test(cookie)) jar.delete(name);
  else jar.set(name, value);
}
