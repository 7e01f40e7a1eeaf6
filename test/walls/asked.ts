/** Ids of things, by kind. */
export type Things = Readonly<Record<string, string>>;

/** What a route is asked with: which thing its path or query names, and a body that would do. */
export const asked: Readonly<
  Record<
    string,
    {
      readonly of: string;
      readonly query?: string;
      readonly body?: (thing: Things) => unknown;
    }
  >
> = {
  '/api/v1/parties/{id}': { of: 'party', body: () => ({ phone: '9' }) },
  '/api/v1/locations/{id}': { of: 'location', body: () => ({ name: 'Mine now' }) },
  '/api/v1/products/{id}': { of: 'loose', body: () => ({ name: 'Mine now' }) },
  '/api/v1/products/{id}/holdings': { of: 'loose' },
  '/api/v1/batches/{id}': { of: 'batch' },
  '/api/v1/batches/{id}/holdings': { of: 'batch' },
  '/api/v1/batches/{id}/chain': { of: 'batch' },
  '/api/v1/batches/{id}/retention': { of: 'batch' },
  '/api/v1/batches/{id}/codes': { of: 'batch', body: () => ({ kind: 'item', count: 1 }) },
  '/api/v1/batches/{id}/codes/activations': {
    of: 'batch',
    body: ({ code }) => ({ codes: [code] }),
  },
  '/api/v1/batches/{id}/codes/voidings': {
    of: 'batch',
    body: ({ code }) => ({ codes: [code], reason: 'A test' }),
  },
  '/api/v1/logistic-units/{code}': { of: 'unit' },
  '/api/v1/events/{id}': { of: 'event' },
  '/epcis/events/{eventID}': { of: 'eventId' },
  '/epcis/capture/{captureID}': { of: 'captureJob' },
  '/api/v1/traces': { of: 'batch', query: 'batchId' },
  '/api/v1/recalls/{id}': { of: 'recall' },
  '/api/v1/recalls/{id}/acknowledge': { of: 'recall' },
  '/api/v1/recalls/{id}/release': { of: 'recall', body: ({ batch }) => ({ batchIds: [batch] }) },
  '/api/v1/recalls/{id}/close': { of: 'recall', body: () => ({ word: 'A test' }) },
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
  '/api/v1/batches': 'batch',
  '/api/v1/events': 'event',
  '/epcis/events': 'eventId',
  '/epcis/capture': 'captureJob',
  '/api/v1/handoffs': 'event',
  '/api/v1/recalls': 'recall',
  '/api/v1/invitations': 'invitation',
  '/api/v1/people': 'person',
  '/api/v1/keys': 'key',
  '/api/v1/devices': 'device',
  '/api/v1/sharing': 'sharing',
  '/api/v1/mandates': 'mandate',
  '/api/v1/members': 'mandate',
  '/api/v1/suppliers': 'supplier',
  '/api/v1/audit': 'credential',
};
