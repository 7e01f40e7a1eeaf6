/**
 * Who may call what, written by hand and apart from the service's own table: the matrix of permissions.test.ts expects
 * what stands here. Who sees whose things is another question.
 */
export type Person = 'viewer' | 'editor' | 'owner';

export const people: readonly Person[] = ['viewer', 'editor', 'owner'];

const makers = 'producer cooperative processor importer wholesaler retailer caterer';
const buyers = `${makers} market-organiser platform`;
const handlers = `${makers} market-organiser cold-store carrier laboratory certifier platform`;
const all = `${handlers} regulator operator`;

export const roles = all.split(' ');

interface Rule {
  readonly from: Person;
  readonly by: string;
}

const mayRead: Rule = { from: 'viewer', by: all };
const mayWrite: Rule = { from: 'editor', by: all };
const mayRecord: Rule = { from: 'editor', by: handlers };
const mayManage: Rule = { from: 'owner', by: all };
const mayRecall: Rule = { from: 'owner', by: all };

/** Every route that needs a credential. */
export const rules: Readonly<Record<string, Rule>> = {
  'POST /api/v1/organisations': { from: 'owner', by: 'operator' },
  'PATCH /api/v1/organisations/{id}': { from: 'owner', by: 'operator' },
  'GET /api/v1/organisations/me': mayRead,
  'POST /api/v1/mandates': { from: 'owner', by: handlers },
  'GET /api/v1/mandates': mayRead,
  'DELETE /api/v1/mandates/{id}': { from: 'owner', by: handlers },
  'POST /api/v1/members': { from: 'owner', by: 'cooperative' },
  'GET /api/v1/members': { from: 'viewer', by: 'cooperative' },
  'POST /api/v1/suppliers': { from: 'owner', by: buyers },
  'GET /api/v1/suppliers': { from: 'viewer', by: buyers },
  'POST /api/v1/suppliers/{id}/invitations': { from: 'owner', by: buyers },
  'POST /api/v1/invitations': { from: 'owner', by: all },
  'GET /api/v1/invitations': { from: 'owner', by: all },
  'DELETE /api/v1/invitations/{id}': { from: 'owner', by: all },
  'GET /api/v1/people': { from: 'owner', by: all },
  'PATCH /api/v1/people/{id}': { from: 'owner', by: all },
  'DELETE /api/v1/people/{id}': { from: 'owner', by: all },
  'POST /api/v1/people/{id}/resets': { from: 'owner', by: all },
  'GET /api/v1/people/{id}/data': { from: 'owner', by: all },
  'POST /api/v1/people/{id}/erasure': { from: 'owner', by: all },
  'POST /api/v1/keys': { from: 'owner', by: all },
  'GET /api/v1/keys': { from: 'owner', by: all },
  'DELETE /api/v1/keys/{id}': { from: 'owner', by: all },
  'GET /api/v1/audit': { from: 'owner', by: all },
  'POST /api/v1/devices': { from: 'owner', by: all },
  'GET /api/v1/devices': { from: 'owner', by: all },
  'DELETE /api/v1/devices/{id}': { from: 'owner', by: all },
  'POST /api/v1/sharing': { from: 'owner', by: all },
  'GET /api/v1/sharing': mayRead,
  'DELETE /api/v1/sharing/{id}': { from: 'owner', by: all },
  'POST /api/v1/parties': mayWrite,
  'GET /api/v1/parties': mayRead,
  'GET /api/v1/parties/{id}': mayRead,
  'PATCH /api/v1/parties/{id}': mayWrite,
  'POST /api/v1/locations': mayWrite,
  'GET /api/v1/locations': mayRead,
  'GET /api/v1/locations/{id}': mayRead,
  'PATCH /api/v1/locations/{id}': mayWrite,
  'POST /api/v1/products': mayWrite,
  'GET /api/v1/products': mayRead,
  'GET /api/v1/products/{id}': mayRead,
  'PATCH /api/v1/products/{id}': mayWrite,
  'GET /api/v1/products/{id}/holdings': mayRead,
  'POST /api/v1/products/{id}/links': { from: 'owner', by: all },
  'GET /api/v1/products/{id}/links': mayRead,
  'DELETE /api/v1/products/{id}/links/{linkId}': { from: 'owner', by: all },
  'POST /api/v1/external-identifiers': mayWrite,
  'GET /api/v1/external-identifiers': mayRead,
  'DELETE /api/v1/external-identifiers/{id}': mayWrite,
  'POST /api/v1/batches': { from: 'editor', by: makers },
  'GET /api/v1/batches': mayRead,
  'GET /api/v1/batches/{id}': mayRead,
  'GET /api/v1/batches/{id}/holdings': mayRead,
  'GET /api/v1/batches/{id}/chain': mayRead,
  'GET /api/v1/batches/{id}/balance': mayRead,
  'GET /api/v1/balances': mayRead,
  'GET /api/v1/batches/{id}/retention': mayRead,
  'POST /api/v1/batches/{id}/codes': mayRecord,
  'GET /api/v1/batches/{id}/codes': mayRead,
  'POST /api/v1/batches/{id}/codes/activations': mayRecord,
  'POST /api/v1/batches/{id}/codes/blockings': mayRecord,
  'POST /api/v1/batches/{id}/codes/unblockings': mayRecord,
  'POST /api/v1/batches/{id}/codes/consumptions': mayRecord,
  'POST /api/v1/batches/{id}/codes/voidings': mayRecord,
  'GET /api/v1/batches/{id}/scans': mayRead,
  'GET /api/v1/scan-alerts': mayRead,
  'POST /api/v1/scan-alerts/{id}/acknowledgement': mayRecord,
  'GET /api/v1/products/{id}/scan-settings': mayRead,
  'PUT /api/v1/products/{id}/scan-settings': mayRecord,
  'GET /api/v1/code-runs': mayRead,
  'GET /api/v1/code-runs/{id}': mayRead,
  'POST /api/v1/code-runs/{id}/cancellation': mayRecord,
  'GET /api/v1/code-runs/{id}/codes': mayRead,
  'POST /api/v1/company-prefixes': { from: 'owner', by: handlers },
  'GET /api/v1/company-prefixes': mayRead,
  'POST /api/v1/ssccs': mayRecord,
  'GET /api/v1/batches/{id}/labels': mayRead,
  'GET /api/v1/code-runs/{id}/labels': mayRead,
  'POST /api/v1/code-runs/{id}/print-orders': mayRecord,
  'GET /api/v1/print-orders/{id}': mayRead,
  'GET /api/v1/print-orders/{id}/files/{file}': mayRead,
  'POST /api/v1/logistic-units/codes': mayRecord,
  'GET /api/v1/logistic-units/{code}': mayRead,
  'GET /api/v1/logistic-units/{code}/label': mayRead,
  'POST /api/v1/events': mayRecord,
  'GET /api/v1/events': mayRead,
  'GET /api/v1/events/{id}': mayRead,
  'GET /api/v1/handoffs': mayRead,
  'GET /api/v1/traces': mayRead,
  'POST /api/v1/traces/common-sources': mayRead,
  'GET /api/v1/complaints': mayRead,
  'GET /api/v1/complaints/{id}': mayRead,
  'GET /api/v1/complaints/{id}/photos/{photoId}': mayRead,
  'POST /api/v1/complaints/{id}/acknowledgement': mayRecord,
  'POST /api/v1/complaints/{id}/answer': mayRecord,
  'POST /api/v1/complaints/{id}/closing': mayRecord,
  'GET /api/v1/complaint-traces': mayRead,
  'POST /api/v1/recalls': mayRecall,
  'GET /api/v1/recalls': mayRead,
  'GET /api/v1/recalls/{id}': mayRead,
  'POST /api/v1/recalls/{id}/release': mayRecall,
  'POST /api/v1/recalls/{id}/public-notice': mayRecall,
  'POST /api/v1/recalls/{id}/close': mayRecall,
  'POST /api/v1/recalls/{id}/acknowledge': mayRecall,
  'GET /api/v1/sale-checks': mayRead,
  'POST /epcis/capture': mayRecord,
  'GET /epcis/capture': mayRead,
  'GET /epcis/capture/{captureID}': mayRead,
  'POST /epcis/events': mayRecord,
  'GET /epcis/events': mayRead,
  'GET /epcis/events/{eventID}': mayRead,
  'GET /epcis/vocabularies': mayRead,
  'GET /epcis/eventTypes': mayRead,
  'GET /epcis/eventTypes/{eventType}': mayRead,
  'GET /epcis/eventTypes/{eventType}/events': mayRead,
  'GET /epcis/epcs': mayRead,
  'GET /epcis/epcs/{epc}': mayRead,
  'GET /epcis/epcs/{epc}/events': mayRead,
  'GET /epcis/bizSteps': mayRead,
  'GET /epcis/bizSteps/{bizStep}': mayRead,
  'GET /epcis/bizSteps/{bizStep}/events': mayRead,
  'GET /epcis/dispositions': mayRead,
  'GET /epcis/dispositions/{disposition}': mayRead,
  'GET /epcis/dispositions/{disposition}/events': mayRead,
  'GET /epcis/bizLocations': mayRead,
  'GET /epcis/bizLocations/{bizLocation}': mayRead,
  'GET /epcis/bizLocations/{bizLocation}/events': mayRead,
  'GET /epcis/readPoints': mayRead,
  'GET /epcis/readPoints/{readPoint}': mayRead,
  'GET /epcis/readPoints/{readPoint}/events': mayRead,
  'POST /epcis/queries': mayWrite,
  'GET /epcis/queries': mayRead,
  'GET /epcis/queries/{queryName}': mayRead,
  'DELETE /epcis/queries/{queryName}': mayWrite,
  'GET /epcis/queries/{queryName}/events': mayRead,
  'POST /epcis/queries/{queryName}/subscriptions': mayManage,
  'GET /epcis/queries/{queryName}/subscriptions': mayManage,
  'GET /epcis/queries/{queryName}/subscriptions/{subscriptionID}': mayManage,
  'DELETE /epcis/queries/{queryName}/subscriptions/{subscriptionID}': mayManage,
  'GET /epcis/queries/{queryName}/subscriptions/{subscriptionID}/dead-letters': mayManage,
  'POST /epcis/queries/{queryName}/subscriptions/{subscriptionID}/replay': mayManage,
};

export function may(route: string, role: string, person: Person): boolean {
  const rule = rules[route];
  if (rule === undefined) return false;
  return rule.by.split(' ').includes(role) && people.indexOf(person) >= people.indexOf(rule.from);
}

/** What an organisation does itself or not at all: nobody does it on behalf of a member. */
export const neverForMembers: readonly string[] = [
  ...['POST /api/v1/organisations', 'PATCH /api/v1/organisations/{id}'],
  ...['POST /api/v1/keys', 'GET /api/v1/keys', 'DELETE /api/v1/keys/{id}'],
  ...['POST /api/v1/devices', 'GET /api/v1/devices', 'DELETE /api/v1/devices/{id}'],
  ...['GET /api/v1/people', 'PATCH /api/v1/people/{id}', 'DELETE /api/v1/people/{id}'],
  ...['POST /api/v1/people/{id}/resets', 'GET /api/v1/audit'],
  ...['GET /api/v1/people/{id}/data', 'POST /api/v1/people/{id}/erasure'],
  ...['GET /api/v1/invitations', 'DELETE /api/v1/invitations/{id}'],
  ...['POST /api/v1/mandates', 'GET /api/v1/mandates', 'DELETE /api/v1/mandates/{id}'],
  ...['POST /api/v1/members', 'GET /api/v1/members'],
  ...['POST /api/v1/suppliers', 'GET /api/v1/suppliers'],
  'POST /api/v1/suppliers/{id}/invitations',
  'POST /api/v1/company-prefixes',
  ...['POST /epcis/queries', 'DELETE /epcis/queries/{queryName}'],
  'POST /epcis/queries/{queryName}/subscriptions',
  'GET /epcis/queries/{queryName}/subscriptions',
  'GET /epcis/queries/{queryName}/subscriptions/{subscriptionID}',
  'DELETE /epcis/queries/{queryName}/subscriptions/{subscriptionID}',
  'GET /epcis/queries/{queryName}/subscriptions/{subscriptionID}/dead-letters',
  'POST /epcis/queries/{queryName}/subscriptions/{subscriptionID}/replay',
];
