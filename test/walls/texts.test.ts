// A text that organisations may write is private of some kind that canaries stand for, or somebody has said why it is not.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Schema } from '../http/described-routes.js';
import type { Kind } from '../support/canaries/told.js';

/** Texts that bear canaries in the generated test, by the request that brings them. */
const secret: Readonly<Record<string, Kind>> = {
  'OpenAccountRequest.contactName': 'contact',
  'OpenAccountRequest.phone': 'contact',
  'OpenAccountRequest.address': 'contact',
  'RegisterPartyRequest.contactName': 'contact',
  'RegisterPartyRequest.phone': 'contact',
  'RegisterPartyRequest.address': 'contact',
  'ChangePartyRequest.contactName': 'contact',
  'ChangePartyRequest.phone': 'contact',
  'ChangePartyRequest.address': 'contact',
  'RegisterMemberRequest.contactName': 'contact',
  'RegisterMemberRequest.phone': 'contact',
  'RegisterMemberRequest.address': 'contact',
  'IntroduceRequest.contactName': 'contact',
  'IntroduceRequest.phone': 'contact',
  'IntroduceRequest.address': 'contact',
  'IntroduceRequest.ownerName': 'person',
  'FirstOwnerRequest.ownerName': 'person',
  'RegisterLocationRequest.name': 'place',
  'ChangeLocationRequest.name': 'place',
  'RegisterProductRequest.itemCode': 'product',
  'RegisterProductRequest.category': 'product',
  'ChangeProductRequest.category': 'product',
  'CreateKeyRequest.label': 'key',
  'RegisterDeviceRequest.label': 'device',
  'InviteRequest.name': 'person',
  'SubscribeRequest.dest': 'destination',
  'SubscribeRequest.signatureToken': 'signing',
  'VoidCodesRequest.reason': 'voiding',
  'BlockCodesRequest.reason': 'voiding',
  'ActivityRequest.reason': 'extension',
  'BalanceRequest.reason': 'extension',
  'DocumentRequest.id': 'document',
  'ReportForm.words': 'complaint',
  'ReportForm.shop': 'complaint',
  'ReportForm.place': 'complaint',
  'ReportForm.contact': 'complaint',
};

/** Texts that are written for others to read. */
const outspoken: readonly string[] = [
  ...['OpenAccountRequest.name', 'RegisterPartyRequest.name', 'ChangePartyRequest.name'],
  ...['RegisterMemberRequest.name', 'IntroduceRequest.name'],
  ...['NamesRequest.en', 'NamesRequest.zh-CN', 'ProductNamesRequest.en'],
  ...['ProductNamesRequest.zh-CN', 'RegisterProductRequest.name', 'ChangeProductRequest.name'],
  ...['RegisterLocationRequest.region', 'ChangeLocationRequest.region'],
  ...['AddLinkRequest.href', 'AddLinkRequest.title'],
  ...['OpenRecallRequest.reason', 'OpenRecallRequest.advice', 'OpenRecallRequest.refund'],
  ...['OpenRecallRequest.contact', 'CloseRecallRequest.word'],
  ...['WidenRecallRequest.reason', 'ReleaseRequest.reason', 'TakeOverRequest.reason'],
  // Between the owner of a recall and the authorities that see it, to whom it is addressed.
  ...['AskExtensionRequest.reason', 'DecideExtensionRequest.word'],
  // A draft says what its recall will say to everybody.
  ...['RecallOrderRequest.reason', 'RecallOrderRequest.advice', 'RecallOrderRequest.refund'],
  'RecallOrderRequest.contact',
  // To whoever leads the recall and every regulator that it concerns; that no other holder reads them is in test/recalls.
  ...['AnswerRecallRequest.words', 'ReportDisposalRequest.place', 'TellRequest.words'],
  'CheckOutcomeRequest.words',
  // To the consumer, whoever that is.
  ...['AnswerComplaintRequest.words', 'CloseComplaintRequest.words'],
  // Nobody else is told it, but it stands in addresses, and so in the log of the operator, as its description says.
  'CreateQueryRequest.name',
];

/** Numbers, codes, units, moments and amounts: they name what both sides of a trade have to name. */
const technical = new Set(
  (
    'at bestBefore boughtOn code codes contains dayOfMonth dayOfWeek division eventId factor from gln glnExtension gtin hour initialRecordTime items jurisdiction knownAt linkType maxCelsius ' +
    'minCelsius minute month number of on second timeZone to unit units until uscc value what writtenAt'
  ).split(' '),
);

const { paths, components } = JSON.parse(
  readFileSync('docs/reference/openapi.json', 'utf8'),
) as Described;

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}

/** The members of a request, and of all within it, that hold whatever text their sender likes. */
function textsOf(schema: Schema, found = new Map<string, string[]>()): Map<string, string[]> {
  const name = schema.$ref?.split('/').at(-1);
  if (name === undefined) {
    for (const part of [schema.items, ...(schema.allOf ?? []), ...(schema.anyOf ?? [])]) {
      if (part !== undefined) textsOf(part, found);
    }
    return found;
  }
  if (found.has(name)) return found;
  const members = Object.entries(components.schemas[name]?.properties ?? {});
  found.set(
    name,
    members.filter(([, member]) => isFree(member)).map(([member]) => `${name}.${member}`),
  );
  for (const [, member] of members) textsOf(member, found);
  return found;
}

function isFree(member: Schema & { readonly format?: string; readonly pattern?: string }): boolean {
  const { type, enum: words, format, pattern } = { ...member, ...member.items };
  return [type].flat().includes('string') && !words && format === undefined && !pattern;
}

test('every free text of a request is secret of some kind, outspoken or technical', () => {
  const bodies = Object.values(paths)
    .flatMap((item) => Object.values(item))
    .flatMap(({ requestBody }) => Object.values(requestBody?.content ?? {}));
  const texts = new Set(bodies.flatMap(({ schema }) => [...textsOf(schema).values()].flat()));
  const judged = new Set([...Object.keys(secret), ...outspoken]);
  const isTechnical = (text: string) => technical.has(text.split('.')[1] ?? '');
  expect([...texts].filter((text) => !judged.has(text) && !isTechnical(text))).toEqual([]);
  expect([...judged].filter((text) => !texts.has(text))).toEqual([]);
});
