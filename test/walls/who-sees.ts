/**
 * Who sees whose things, written by hand and apart from the service's own rules. F is a farm and its things are asked for;
 * P took goods over from it, and has a mandate of it; S took other goods over from P, and is two steps from what F and P
 * shared; G is a stranger.
 */
export type Asker = 'F' | 'P' | 'S' | 'G';

export const askers: readonly Asker[] = ['F', 'P', 'S', 'G'];

/** Routes that name one thing: who is told of it. To everybody else it is as if it did not exist. */
export const things: Readonly<Record<string, string>> = {
  'PATCH /api/v1/parties/{id}': 'F',
  'GET /api/v1/locations/{id}': 'F',
  'PATCH /api/v1/locations/{id}': 'F',
  'GET /api/v1/products/{id}': 'F',
  'PATCH /api/v1/products/{id}': 'F',
  'GET /api/v1/products/{id}/holdings': 'F',
  'GET /api/v1/products/{id}/links': 'F',
  'POST /api/v1/products/{id}/links': 'F',
  'DELETE /api/v1/products/{id}/links/{linkId}': 'F',
  'DELETE /api/v1/external-identifiers/{id}': 'F',
  'GET /api/v1/batches/{id}': 'F',
  'GET /api/v1/batches/{id}/holdings': 'F P',
  'GET /api/v1/batches/{id}/chain': 'F P',
  'GET /api/v1/batches/{id}/balance': 'F P',
  'GET /api/v1/balances': 'F',
  'GET /api/v1/batches/{id}/retention': 'F',
  'GET /api/v1/batches/{id}/codes': 'F',
  'POST /api/v1/batches/{id}/codes': 'F',
  'POST /api/v1/batches/{id}/codes/activations': 'F',
  'POST /api/v1/batches/{id}/codes/blockings': 'F',
  'POST /api/v1/batches/{id}/codes/unblockings': 'F',
  'POST /api/v1/batches/{id}/codes/consumptions': 'F',
  'POST /api/v1/batches/{id}/codes/voidings': 'F',
  'GET /api/v1/batches/{id}/scans': 'F',
  'POST /api/v1/scan-alerts/{id}/acknowledgement': 'F',
  'GET /api/v1/products/{id}/scan-settings': 'F',
  'PUT /api/v1/products/{id}/scan-settings': 'F',
  'GET /api/v1/code-runs/{id}': 'F',
  'POST /api/v1/code-runs/{id}/cancellation': 'F',
  'GET /api/v1/code-runs/{id}/codes': 'F',
  'GET /api/v1/batches/{id}/labels': 'F',
  'GET /api/v1/code-runs/{id}/labels': 'F',
  'POST /api/v1/code-runs/{id}/print-orders': 'F',
  'GET /api/v1/print-orders/{id}': 'F',
  'GET /api/v1/print-orders/{id}/files/{file}': 'F',
  'GET /api/v1/logistic-units/{code}': 'F',
  'GET /api/v1/logistic-units/{code}/label': 'F',
  'GET /api/v1/events/{id}': 'F P',
  'GET /epcis/events/{eventID}': 'F P',
  'GET /epcis/eventTypes/{eventType}/events': 'F P',
  'GET /epcis/epcs/{epc}': 'F P',
  'GET /epcis/epcs/{epc}/events': 'F P',
  'GET /epcis/bizSteps/{bizStep}': 'F P',
  'GET /epcis/bizSteps/{bizStep}/events': 'F P',
  'GET /epcis/dispositions/{disposition}': 'F P',
  'GET /epcis/dispositions/{disposition}/events': 'F P',
  'GET /epcis/bizLocations/{bizLocation}': 'F P',
  'GET /epcis/bizLocations/{bizLocation}/events': 'F P',
  'GET /epcis/readPoints/{readPoint}': 'F P',
  'GET /epcis/readPoints/{readPoint}/events': 'F P',
  'GET /epcis/capture/{captureID}': 'F',
  'GET /epcis/queries/{queryName}': 'F',
  'GET /epcis/queries/{queryName}/events': 'F',
  'GET /epcis/queries/{queryName}/subscriptions': 'F',
  'POST /epcis/queries/{queryName}/subscriptions': 'F',
  'GET /epcis/queries/{queryName}/subscriptions/{subscriptionID}': 'F',
  'GET /epcis/queries/{queryName}/subscriptions/{subscriptionID}/dead-letters': 'F',
  'POST /epcis/queries/{queryName}/subscriptions/{subscriptionID}/replay': 'F',
  'DELETE /epcis/queries/{queryName}/subscriptions/{subscriptionID}': 'F',
  'DELETE /epcis/queries/{queryName}': 'F',
  'GET /api/v1/traces': 'F P',
  'POST /api/v1/traces/common-sources': 'F P',
  'GET /api/v1/complaints/{id}': 'F',
  'GET /api/v1/complaints/{id}/photos/{photoId}': 'F',
  'POST /api/v1/complaints/{id}/acknowledgement': 'F',
  'POST /api/v1/complaints/{id}/answer': 'F',
  'POST /api/v1/complaints/{id}/closing': 'F',
  'GET /api/v1/complaint-traces': 'F',
  'GET /api/v1/drills/{id}': 'F',
  'GET /api/v1/recalls/{id}': 'F P',
  'POST /api/v1/recalls/{id}/acknowledge': 'P',
  'POST /api/v1/recalls/{id}/signature': 'F',
  'GET /api/v1/recalls/{id}/changes': 'F P',
  'POST /api/v1/recalls/{id}/widen': 'F',
  'POST /api/v1/recalls/{id}/extensions': 'F',
  // For regulators alone.
  'POST /api/v1/recalls/{id}/takeover': '',
  'POST /api/v1/recalls/{id}/extensions/{extensionId}/decision': '',
  'GET /api/v1/recalls/{id}/contacts': 'F P',
  'GET /api/v1/recalls/{id}/report': 'F',
  'POST /api/v1/recalls/{id}/answers': 'P',
  'POST /api/v1/recalls/{id}/disposals': 'F P',
  'POST /api/v1/recalls/{id}/disposals/{disposalId}/completion': 'F',
  'POST /api/v1/recalls/{id}/tellings': 'F',
  'POST /api/v1/recalls/{id}/checks': 'F',
  'POST /api/v1/recalls/{id}/checks/{checkId}/outcomes': 'F',
  'POST /api/v1/recalls/{id}/release': 'F',
  'POST /api/v1/recalls/{id}/public-notice': 'F',
  'POST /api/v1/recalls/{id}/close': 'F',
  'GET /api/v1/recall-drafts/{id}': 'F',
  'GET /api/v1/recall-drafts/{id}/scope': 'F',
  'PUT /api/v1/recall-drafts/{id}': 'F',
  'DELETE /api/v1/recall-drafts/{id}': 'F',
  'POST /api/v1/recall-drafts/{id}/signature': 'F',
  'DELETE /api/v1/invitations/{id}': 'F',
  'PATCH /api/v1/people/{id}': 'F',
  'POST /api/v1/people/{id}/resets': 'F',
  'DELETE /api/v1/people/{id}': 'F',
  'GET /api/v1/people/{id}/data': 'F',
  'POST /api/v1/people/{id}/erasure': 'F',
  'DELETE /api/v1/keys/{id}': 'F',
  'DELETE /api/v1/devices/{id}': 'F',
  'DELETE /api/v1/sharing/{id}': 'F',
  'DELETE /api/v1/mandates/{id}': 'F P',
  'POST /api/v1/suppliers/{id}/invitations': 'F',
};

/** Routes that name one thing which everybody knows: who is told all of it, and a member that nobody else is told. */
export const known: Readonly<Record<string, readonly [whole: string, member: string]>> = {
  'GET /api/v1/parties/{id}': ['F', 'phone'],
};

/** Routes that list: whose lists name it. */
export const lists: Readonly<Record<string, string>> = {
  'GET /api/v1/parties': 'F',
  'GET /api/v1/locations': 'F',
  'GET /api/v1/products': 'F',
  'GET /api/v1/external-identifiers': 'F',
  'GET /api/v1/batches': 'F',
  'GET /api/v1/code-runs': 'F',
  'GET /api/v1/events': 'F P',
  'GET /epcis/events': 'F P',
  'GET /epcis/epcs': 'F P',
  'GET /epcis/bizSteps': 'F P',
  'GET /epcis/dispositions': 'F P',
  'GET /epcis/bizLocations': 'F P',
  'GET /epcis/readPoints': 'F P',
  'GET /epcis/capture': 'F',
  'GET /epcis/vocabularies': 'F',
  'GET /epcis/queries': 'F',
  'GET /api/v1/handoffs': 'F P',
  'GET /api/v1/complaints': 'F',
  'GET /api/v1/drills': 'F',
  'GET /api/v1/drill-grades': 'F',
  'GET /api/v1/recalls': 'F P',
  'GET /api/v1/recall-drafts': 'F',
  'GET /api/v1/invitations': 'F',
  'GET /api/v1/people': 'F',
  'GET /api/v1/keys': 'F',
  'GET /api/v1/devices': 'F',
  'GET /api/v1/sharing': 'F',
  'GET /api/v1/mandates': 'F',
  'GET /api/v1/members': 'P',
  'GET /api/v1/suppliers': 'F',
  'GET /api/v1/scan-alerts': 'F',
  'GET /api/v1/company-prefixes': 'F',
  'GET /api/v1/audit': 'F',
};

/** Lists of one side, and who is the other one: of the thing itself nothing is kept from them. */
export const sides: Readonly<Record<string, Asker>> = {
  'GET /api/v1/mandates': 'P',
  'GET /api/v1/members': 'F',
};

/** Routes that name nothing of anybody's: what they make is the asker's, and what they take is tried elsewhere. */
export const nobodys: readonly string[] = [
  ...['PATCH /api/v1/organisations/{id}', 'POST /api/v1/devices'], // the first is an operator's
  ...['POST /api/v1/organisations', 'GET /api/v1/organisations/me'],
  ...['POST /api/v1/invitations', 'POST /api/v1/keys', 'POST /api/v1/parties'],
  ...['POST /api/v1/sharing', 'POST /api/v1/external-identifiers'],
  ...['POST /api/v1/locations', 'POST /api/v1/products', 'POST /api/v1/batches'],
  ...['POST /api/v1/logistic-units/codes', 'POST /api/v1/events', 'POST /api/v1/recalls'],
  'POST /api/v1/drills',
  ...['POST /api/v1/recall-drafts', 'GET /api/v1/recall-settings', 'PUT /api/v1/recall-settings'],
  ...['POST /epcis/capture', 'POST /epcis/events', 'POST /epcis/queries'],
  ...['GET /epcis/eventTypes', 'GET /epcis/eventTypes/{eventType}'], // the five of the standard
  ...['POST /api/v1/mandates', 'POST /api/v1/members'],
  'POST /api/v1/suppliers',
  ...['POST /api/v1/company-prefixes', 'POST /api/v1/ssccs'],
  'GET /api/v1/sale-checks', // what the public door tells to anybody
];

export function sees(route: string, asker: Asker): boolean {
  const told = things[route] ?? known[route]?.[0] ?? lists[route] ?? '';
  return told.split(' ').includes(asker);
}
