/** Ids of things, by kind. */
export type Things = Readonly<Record<string, string>>;

/** What a route is asked with: which thing its path or query names, and a body that would do. */
export const asked: Readonly<
  Record<
    string,
    {
      readonly of: string;
      /** What the path names before it. */
      readonly under?: string;
      readonly query?: string;
      readonly body?: (thing: Things) => unknown;
    }
  >
> = {
  '/api/v1/parties/{id}': { of: 'party', body: () => ({ phone: '9' }) },
  '/api/v1/locations/{id}': { of: 'location', body: () => ({ name: 'Mine now' }) },
  '/api/v1/products/{id}': { of: 'loose', body: () => ({ name: 'Mine now' }) },
  '/api/v1/products/{id}/holdings': { of: 'loose' },
  '/api/v1/products/{id}/links': {
    of: 'linked',
    body: () => ({ linkType: 'gs1:pip', href: 'https://x.example/', title: 'Mine now' }),
  },
  '/api/v1/products/{id}/links/{linkId}': { of: 'link', under: 'linked' },
  '/api/v1/external-identifiers/{id}': { of: 'stated' },
  '/api/v1/batches/{id}': { of: 'batch' },
  '/api/v1/batches/{id}/balance': { of: 'batch' },
  '/api/v1/balances': {
    of: 'farm',
    query: 'from=2026-01-01T00:00:00Z&until=2026-12-31T00:00:00Z&partyId',
  },
  '/api/v1/batches/{id}/holdings': { of: 'batch' },
  '/api/v1/batches/{id}/chain': { of: 'batch' },
  '/api/v1/batches/{id}/retention': { of: 'batch' },
  '/api/v1/batches/{id}/codes': { of: 'batch', body: () => ({ kind: 'item', count: 1 }) },
  '/api/v1/batches/{id}/codes/activations': {
    of: 'batch',
    body: ({ code }) => ({ codes: [code] }),
  },
  '/api/v1/batches/{id}/codes/blockings': {
    of: 'batch',
    body: ({ code }) => ({ codes: [code], reason: 'A test' }),
  },
  '/api/v1/batches/{id}/codes/unblockings': {
    of: 'batch',
    body: ({ code }) => ({ codes: [code] }),
  },
  '/api/v1/batches/{id}/codes/consumptions': {
    of: 'batch',
    body: ({ code }) => ({ codes: [code] }),
  },
  '/api/v1/code-runs/{id}': { of: 'codeRun' },
  '/api/v1/code-runs/{id}/cancellation': { of: 'waitingRun' },
  '/api/v1/code-runs/{id}/codes': { of: 'codeRun' },
  '/api/v1/batches/{id}/codes/voidings': {
    of: 'batch',
    body: ({ code }) => ({ codes: [code], reason: 'A test' }),
  },
  '/api/v1/batches/{id}/scans': { of: 'batch' },
  '/api/v1/scan-alerts/{id}/acknowledgement': { of: 'alert' },
  '/api/v1/products/{id}/scan-settings': { of: 'loose', body: () => ({ markets: ['CN'] }) },
  '/api/v1/batches/{id}/labels': { of: 'batch' },
  '/api/v1/code-runs/{id}/labels': { of: 'run' },
  '/api/v1/code-runs/{id}/print-orders': { of: 'run', body: () => ({}) },
  '/api/v1/print-orders/{id}': { of: 'printOrder' },
  '/api/v1/print-orders/{id}/files/{file}': { of: 'file', under: 'printOrder' },
  '/api/v1/logistic-units/{code}': { of: 'unit' },
  '/api/v1/logistic-units/{code}/label': { of: 'unit' },
  '/api/v1/events/{id}': { of: 'event' },
  '/epcis/events/{eventID}': { of: 'eventId' },
  '/epcis/eventTypes/{eventType}/events': { of: 'eventType' },
  '/epcis/epcs/{epc}': { of: 'epc' },
  '/epcis/epcs/{epc}/events': { of: 'epc' },
  '/epcis/bizSteps/{bizStep}': { of: 'bizStep' },
  '/epcis/bizSteps/{bizStep}/events': { of: 'bizStep' },
  '/epcis/dispositions/{disposition}': { of: 'disposition' },
  '/epcis/dispositions/{disposition}/events': { of: 'disposition' },
  '/epcis/bizLocations/{bizLocation}': { of: 'bizLocation' },
  '/epcis/bizLocations/{bizLocation}/events': { of: 'bizLocation' },
  '/epcis/readPoints/{readPoint}': { of: 'readPoint' },
  '/epcis/readPoints/{readPoint}/events': { of: 'readPoint' },
  '/epcis/capture/{captureID}': { of: 'captureJob' },
  '/epcis/queries/{queryName}': { of: 'query' },
  '/epcis/queries/{queryName}/events': { of: 'query' },
  '/epcis/queries/{queryName}/subscriptions': {
    of: 'query',
    body: () => ({ dest: 'https://hooks.invalid/', stream: true }),
  },
  '/epcis/queries/{queryName}/subscriptions/{subscriptionID}': {
    of: 'subscription',
    under: 'query',
  },
  '/epcis/queries/{queryName}/subscriptions/{subscriptionID}/dead-letters': {
    of: 'subscription',
    under: 'query',
  },
  '/epcis/queries/{queryName}/subscriptions/{subscriptionID}/replay': {
    of: 'subscription',
    under: 'query',
    body: () => ({ from: '2026-01-01T00:00:00Z' }),
  },
  '/api/v1/traces': { of: 'batch', query: 'batchId' },
  '/api/v1/traces/common-sources': {
    of: 'batch',
    body: ({ batch }) => ({ cases: [{ batchId: batch }] }),
  },
  '/api/v1/complaints/{id}': { of: 'complaint' },
  '/api/v1/complaints/{id}/photos/{photoId}': { of: 'photo', under: 'complaint' },
  '/api/v1/complaints/{id}/acknowledgement': { of: 'complaint' },
  '/api/v1/complaints/{id}/answer': { of: 'complaint', body: () => ({ words: 'A test' }) },
  '/api/v1/complaints/{id}/closing': { of: 'complaint', body: () => ({ words: 'A test' }) },
  '/api/v1/complaint-traces': { of: 'complaint', query: 'complaintIds' },
  '/api/v1/drills/{id}': { of: 'drill' },
  '/api/v1/recalls/{id}': { of: 'recall' },
  '/api/v1/recalls/{id}/acknowledge': { of: 'recall' },
  '/api/v1/recalls/{id}/signature': { of: 'recall' },
  '/api/v1/recalls/{id}/changes': { of: 'recall' },
  '/api/v1/recalls/{id}/widen': {
    of: 'recall',
    body: ({ batch }) => ({ batchIds: [batch], reason: 'A test' }),
  },
  '/api/v1/recalls/{id}/takeover': { of: 'recall', body: () => ({ reason: 'A test' }) },
  '/api/v1/recalls/{id}/extensions': {
    of: 'recall',
    body: () => ({ until: '2030-01-01', reason: 'A test' }),
  },
  '/api/v1/recalls/{id}/extensions/{extensionId}/decision': {
    of: 'extension',
    under: 'recall',
    body: () => ({ granted: true }),
  },
  '/api/v1/recalls/{id}/contacts': { of: 'recall' },
  '/api/v1/recalls/{id}/report': { of: 'recall' },
  '/api/v1/recalls/{id}/answers': { of: 'recall', body: () => ({ kind: 'received' }) },
  '/api/v1/recalls/{id}/disposals': {
    of: 'recall',
    body: ({ batch }) => ({
      ...{ batchId: batch, what: 'destroy', quantity: { value: '1', unit: 'KGM' } },
      ...{ place: 'The kiln', at: '2126-12-01T09:00:00+08:00' },
    }),
  },
  '/api/v1/recalls/{id}/disposals/{disposalId}/completion': {
    ...{ of: 'disposal', under: 'recall' },
    body: () => ({ quantity: { value: '1', unit: 'KGM' } }),
  },
  '/api/v1/recalls/{id}/checks': { of: 'recall', body: () => ({ level: 'A' }) },
  '/api/v1/recalls/{id}/checks/{checkId}/outcomes': {
    ...{ of: 'check', under: 'recall' },
    body: ({ party }) => ({ partyId: party, heard: true, acted: true, foundGoods: false }),
  },
  '/api/v1/recalls/{id}/tellings': {
    of: 'recall',
    body: ({ party }) => ({ partyId: party, means: 'visit' }),
  },
  '/api/v1/recalls/{id}/release': { of: 'recall', body: ({ batch }) => ({ batchIds: [batch] }) },
  '/api/v1/recalls/{id}/public-notice': { of: 'recall', body: () => ({}) },
  '/api/v1/recalls/{id}/close': { of: 'recall', body: () => ({ word: 'A test' }) },
  '/api/v1/recall-drafts/{id}': {
    of: 'draft',
    body: ({ batch }) => ({ batchIds: [batch], grade: 3, reason: 'A test' }),
  },
  '/api/v1/recall-drafts/{id}/scope': { of: 'draft' },
  '/api/v1/recall-drafts/{id}/signature': {
    of: 'waiting',
    body: () => ({ writtenAt: '2026-01-01T00:00:00Z' }),
  },
  '/api/v1/invitations/{id}': { of: 'invitation' },
  '/api/v1/people/{id}': { of: 'person', body: () => ({ role: 'editor' }) },
  '/api/v1/people/{id}/resets': { of: 'person' },
  '/api/v1/people/{id}/data': { of: 'person' },
  '/api/v1/people/{id}/erasure': { of: 'person' },
  '/api/v1/keys/{id}': { of: 'key' },
  '/api/v1/devices/{id}': { of: 'device' },
  '/api/v1/sharing/{id}': { of: 'sharing' },
  '/api/v1/mandates/{id}': { of: 'mandate' },
  '/api/v1/suppliers/{id}/invitations': {
    of: 'supplier',
    body: () => ({ ownerName: 'Cy' }),
  },
};

/** Which thing of F's a list would name. */
export const listed: Readonly<Record<string, string>> = {
  '/api/v1/parties': 'party',
  '/api/v1/locations': 'location',
  '/api/v1/products': 'loose',
  '/api/v1/external-identifiers': 'stated',
  '/api/v1/batches': 'batch',
  '/api/v1/code-runs': 'codeRun',
  '/api/v1/events': 'event',
  '/epcis/events': 'eventId',
  '/epcis/epcs': 'epc',
  '/epcis/bizSteps': 'bizStep',
  '/epcis/dispositions': 'disposition',
  '/epcis/bizLocations': 'bizLocation',
  '/epcis/readPoints': 'readPoint',
  '/epcis/capture': 'captureJob',
  '/epcis/vocabularies': 'loose',
  '/epcis/queries': 'query',
  '/api/v1/handoffs': 'event',
  '/api/v1/complaints': 'complaint',
  '/api/v1/drills': 'drill',
  '/api/v1/drill-grades': 'drill',
  '/api/v1/recalls': 'recall',
  '/api/v1/recall-drafts': 'draft',
  '/api/v1/invitations': 'invitation',
  '/api/v1/people': 'person',
  '/api/v1/keys': 'key',
  '/api/v1/devices': 'device',
  '/api/v1/sharing': 'sharing',
  '/api/v1/mandates': 'mandate',
  '/api/v1/members': 'mandate',
  '/api/v1/suppliers': 'supplier',
  '/api/v1/scan-alerts': 'alert',
  '/api/v1/company-prefixes': 'prefix',
  '/api/v1/audit': 'credential',
};
