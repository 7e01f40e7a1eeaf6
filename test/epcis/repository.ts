import type { EpcisEvent } from '../../src/events/index.js';
import { AccountsService } from '../../src/parties/index.js';
import type { Config } from '../../src/platform/index.js';
import { startApp, type Answer, type TestApp } from '../support/app.js';
import { readCaptureDocument } from './read-document.js';

/** What the service answers to a document. */
export interface CaptureAnswer {
  readonly events: readonly {
    readonly id: string;
    readonly eventId: string;
    readonly declaration: boolean;
    readonly repeated: boolean;
  }[];
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

export interface Organisation {
  readonly key: string;
  readonly partyId: string;
}

const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

/** The service as a client of its EPCIS interface knows it. */
export class Repository {
  private constructor(readonly service: TestApp) {}

  static async start(settings: Partial<Config> = {}): Promise<Repository> {
    return new Repository(await startApp(settings));
  }

  /** A new organisation, which has captured nothing. */
  async organisation(
    name: string,
    more: Partial<Parameters<AccountsService['open']>[0]> = {},
  ): Promise<Organisation> {
    const { party, key } = await this.service.app.get(AccountsService).open({
      name: name.slice(-80),
      kind: 'organisation',
      roles: ['processor'],
      ...more,
    });
    return { key: key.text, partyId: party.id };
  }

  /** Sends text as a capture document. */
  async send(
    { key }: Organisation,
    text: string,
    type = 'application/ld+json',
  ): Promise<Answer<CaptureAnswer>> {
    const headers = { 'Content-Type': type };
    return this.service.send('POST', '/epcis/capture', { key, body: text, headers });
  }

  /** Sends events as a capture document. */
  async capture(by: Organisation, ...events: object[]): Promise<Answer<CaptureAnswer>> {
    return this.send(by, JSON.stringify(documentOf(events)));
  }

  async ask({ key }: Organisation, query: Record<string, string>): Promise<Answer<QueryAnswer>> {
    return this.service.send('GET', `/epcis/events?${new URLSearchParams(query)}`, { key });
  }

  /** The events that a query answers, all pages of it, read as a client would read them. */
  async events(by: Organisation, query: Record<string, string> = {}): Promise<EpcisEvent[]> {
    return this.eventsFrom(by, `/epcis/events?${new URLSearchParams(query)}`);
  }

  /** The events of a page and of those after it. */
  async eventsFrom(by: Organisation, address: string): Promise<EpcisEvent[]> {
    const found: EpcisEvent[] = [];
    for (let next: string | undefined = address; next;) {
      const answer: Answer<QueryAnswer> = await this.service.send('GET', next, { key: by.key });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      found.push(...eventsIn(answer.body, this.service.clock.now()));
      next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    return found;
  }

  /** How many rows the tables of events hold: a refused document adds none. */
  async rowCount(): Promise<number> {
    const tables = [
      'event',
      'event_identity',
      'event_item',
      'event_party',
      'claim',
      'feed',
      'vocabulary_element',
    ];
    const counts = tables.map((table) => `(SELECT count(*) FROM ${table})`).join(' + ');
    const [row] = await this.service.database
      .as({ role: 'fold' })
      .query<{ rows: string }>(`SELECT ${counts} AS rows`);
    return Number(row?.rows);
  }

  async close(): Promise<void> {
    await this.service.close();
  }
}

/** A capture document of these events. */
/** `terms` are prefixes of extensions. */
export function documentOf(eventList: readonly object[], terms?: object): object {
  return {
    '@context': terms === undefined ? context : [context, terms],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-11-23T00:00:00Z',
    epcisBody: { eventList },
  };
}

export interface QueryAnswer {
  readonly '@context': unknown;
  readonly type: string;
  readonly epcisBody: {
    readonly queryResults: {
      readonly queryName: string;
      readonly resultsBody: { readonly eventList: readonly Record<string, unknown>[] };
    };
  };
}

function eventsIn(answer: QueryAnswer, now: number): readonly EpcisEvent[] {
  const { eventList } = answer.epcisBody.queryResults.resultsBody;
  const asDocument = { ...documentOf(eventList), '@context': answer['@context'] };
  const document = readCaptureDocument(asDocument, now);
  if ('faults' in document) throw new Error(JSON.stringify(document.faults));
  return document.events;
}
