import { expect, test } from '@jest/globals';
import { turnMilliseconds } from '../../src/platform/database/database.js';
import { lockMilliseconds, statementMilliseconds } from '../../src/platform/database/sessions.js';
import { goodsMax, itemsMax } from '../../src/activities/activities.dto.js';
import { balanceDaysMax, unitRowsMax } from '../../src/balances/balances.problems.js';
import { drillsCounted } from '../../src/drills/firm-grades.js';
import { codesIssuedMax, codesNamedMax, runSizeMax } from '../../src/codes/code.js';
import { spansMax } from '../../src/codes/code-life.service.js';
import { waitingRunsMax } from '../../src/codes/codes.service.js';
import { codesOfTurn } from '../../src/codes/issue-run.js';
import { ssccsMax } from '../../src/codes/sscc.js';
import { prefixesMax } from '../../src/parties/company-prefix.js';
import { faultsOfEventMax, jobDays, textMax } from '../../src/epcis/capture/capture-job.js';
import {
  complaintsTracedMax,
  tracingMilliseconds,
} from '../../src/complaints/complaint-traces.service.js';
import { complaintsOfDayMax, photoBytesOfDayMax } from '../../src/complaints/reports.store.js';
import { contextBytesMax, namespaceLengthMax } from '../../src/epcis/json/context.js';
import { contextsBytesMax, thingsMax } from '../../src/epcis/capture/capture-limits.js';
import {
  documentValuesMax,
  eventBytesMax,
  partValuesMax,
  eventsMax,
} from '../../src/epcis/rules/document-limits.js';
import { attributesMax, nameLengthMax, partsMax } from '../../src/epcis/xml/xml-bounds.js';
import { indexRowsMax } from '../../src/events/event-index.js';
import { filledBytesMax } from '../../src/events/event-index.store.js';
import { pageBytesMax } from '../../src/events/seen-events.store.js';
import { comparedMax } from '../../src/events/taken-identities.js';
import { countedMax } from '../../src/epcis/query/event-query.js';
import { tokenHours } from '../../src/epcis/parameters/page-token.js';
import { parametersMax, valuesMax } from '../../src/epcis/parameters/parameters.js';
import { batchesMax as batchesOfElements } from '../../src/epcis/query/named-by-attributes.js';
import { elementsMax } from '../../src/epcis/vocabularies/vocabulary.js';
import { definitionCharactersMax } from '../../src/epcis/queries/definition.js';
import { namedQueriesMax } from '../../src/epcis/queries/named-query.js';
import {
  restSecondsMax,
  triesMax,
  waitingHoursMax,
} from '../../src/epcis/subscriptions/retrying.js';
import { destinationsMax } from '../../src/epcis/subscriptions/sender.js';
import {
  destinationsOfOrganisationMax,
  leaseSeconds,
} from '../../src/epcis/subscriptions/leases.store.js';
import { matchMilliseconds } from '../../src/epcis/subscriptions/matching.js';
import { socketMatchMilliseconds } from '../../src/epcis/subscriptions/socket-telling.service.js';
import { secretLength } from '../../src/epcis/subscriptions/signature.js';
import {
  checkMilliseconds,
  gatheredMax,
  pingMilliseconds,
  unreadBytesMax,
} from '../../src/epcis/subscriptions/event-socket.js';
import {
  socketsMax,
  socketsOfOrganisationMax,
} from '../../src/epcis/subscriptions/open-sockets.js';
import {
  bytesOfMessageMax,
  deliveryDays,
  earlierEventsMax,
  eventsOfMessageMax,
  replayedMax,
  subscriptionsMax,
} from '../../src/epcis/subscriptions/subscription.js';
import { errorsOfPageMax } from '../../src/epcis/capture/captures.store.js';
import { elementsKeptMax } from '../../src/epcis/vocabularies/keep-elements.js';
import { elementBytesMax } from '../../src/epcis/json/read-vocabularies.js';
import { faultsMax } from '../../src/kernel/index.js';
import { freshMilliseconds, patienceMilliseconds } from '../../src/lookup/lookup.js';
import { stepsMax } from '../../src/lookup/passport.sql.js';
import { addressesMax } from '../../src/lookup/address-memory.js';
import { furtherPagesMax } from '../../src/lookup/product-passport.dto.js';
import { staleMilliseconds } from '../../src/lookup/recalled/recalled-book.js';
import { answerMilliseconds } from '../../src/lookup/recalled/recalled-loop.js';
import { scanDaysMax } from '../../src/scans/scans.service.js';
import { codeBytesMax, runsMax } from '../../src/lookup/recalled/recalled-codes.js';
import { thingsMax as recalledMax } from '../../src/lookup/recalled/recalled-things.js';
import { keptSeconds } from '../../src/lookup/resolver/resolver-reply.js';
import { linksMax } from '../../src/links/link.js';
import { externalTextMax, externalValueMax } from '../../src/identifiers/index.js';
import { lookedThroughMax } from '../../src/schemes/external-things.sql.js';
import { statedMax } from '../../src/schemes/stated-identifier.js';
import { statedThingsMax } from '../../src/lookup/stated-passport.dto.js';
import { burst, refillMilliseconds } from '../../src/lookup/miss-limit.js';
import { keyLengthMax } from '../../src/platform/http/idempotency.interceptor.js';
import { PageQuery, pageSizeMax } from '../../src/platform/http/page.dto.js';
import {
  ofAddress,
  ofComplaints,
  ofCostly,
  ofCredential,
  ofMisses,
  ofOrganisation,
} from '../../src/platform/http/request-policies.js';
import {
  formPartsMax,
  formsAtOnceMax,
  jsonPartsMax,
  headTimeoutMilliseconds,
  requestTimeoutMilliseconds,
  restMilliseconds,
  routeLimits,
} from '../../src/platform/http/limits.js';
import { outgoingBytesMax, outgoingMilliseconds } from '../../src/platform/outgoing/outgoing.js';
import { knownDaysMax } from '../../src/recalls/case-moments.js';
import { extensionDaysMax } from '../../src/recalls/course/extension.js';
import { draftScopeMilliseconds } from '../../src/recalls/opening/draft-scope.service.js';
import { overdueMilliseconds } from '../../src/recalls/opening/overdue-signatures.js';
import { secondHoursMax } from '../../src/recalls/opening/recall-settings.dto.js';
import { usualSettings } from '../../src/recalls/opening/signing.js';
import { batchesMax } from '../../src/recalls/recall-order.dto.js';
import { outcomesMax } from '../../src/recalls/answers.dto.js';
import { labelFilesAtOnceMax, labelsMax } from '../../src/labels/labels.service.js';
import { madeWithinMilliseconds, pdfsMax } from '../../src/labels/pdf-maker.js';
import { fileRowsMax, orderRowsMax } from '../../src/labels/print-order.js';
import { printOrdersAtOnceMax } from '../../src/labels/print-orders.service.js';
import { levelsMax } from '../../src/handoffs/own-goods.store.js';
import { asksMax } from '../../src/sale-checks/sale-checks.service.js';
import { stepsMax as chainSteps } from '../../src/chain/chain.js';
import { defaultBounds, traceMilliseconds } from '../../src/trace/books/bounds.js';
import { linksMax as graphLinksMax } from '../../src/trace/verdict/links.js';
import { casesMax } from '../../src/trace/sources/source-ranking.dto.js';
import { rankingMilliseconds } from '../../src/trace/sources/source-ranking.service.js';
import { rankedMax } from '../../src/trace/sources/source-ranking-view.dto.js';
import { entryDaysMax } from '../../src/trace/entry/entry.js';
import { scopeMax } from '../../src/trace/memory/large-scope.js';
import { batchesAskedMax, batchesMadeMax } from '../../src/trace/trace-question.js';
import { credentialLengthMax } from '../../src/access/actors.service.js';
import { clockToleranceSeconds, tokenSecondsMax } from '../../src/access/devices/device-token.js';
import { codeMinutes } from '../../src/access/devices/devices.service.js';
import { codeMissesMax } from '../../src/access/devices/devices.store.js';
import { validDaysMax, validOfLabelMax } from '../../src/access/keys.service.js';
import {
  entriesMax,
  patienceMilliseconds as auditMilliseconds,
} from '../../src/audit/audit-trail.js';
import { invitationHours } from '../../src/people/invitations.service.js';
import { invitationMissesMax } from '../../src/people/joining.service.js';
import { loginMissesHours, loginMissesMax } from '../../src/people/login-misses.store.js';
import { oidcSignInMinutes } from '../../src/people/oidc-sign-in.service.js';
import { passwordLength } from '../../src/people/password.js';
import { keeperMilliseconds, sweptAtOnce } from '../../src/privacy/keeper.js';
import { heldEntriesMax } from '../../src/web/desk/held-file.js';
import { sessionHours } from '../../src/people/sessions.service.js';
import {
  firstWaitSeconds,
  freeTries,
  waitSecondsMax,
} from '../../src/people/sign-in-tries.store.js';
import { filesAt } from './project-files.js';

const page = filesAt(/^docs\/reference\/limits\.md$/)[0]?.text ?? '';
const rows = page
  .split('\n')
  .filter((line) => /^\|(?! -| routes| what| policy)/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test('docs/reference/limits.md tells of each class of routes what the code takes', () => {
  const bodies = routeLimits.map(({ routes, mediaTypes, bodyBytes, jsonDepth }) => [
    `\`${routes}\``,
    mediaTypes.map((type) => `\`${type}\``).join(', '),
    sizeOf(bodyBytes),
    String(jsonDepth),
  ]);
  expect(rows.filter((row) => row.length === 4)).toEqual(bodies);
});

test('docs/reference/limits.md tells the times and counts of the code, and no others', () => {
  const seconds = (milliseconds: number) => `${milliseconds / 1000} s`;
  expect(Object.fromEntries(rows.filter((row) => row.length === 2))).toEqual({
    'sending the head of a request': seconds(headTimeoutMilliseconds),
    'sending a whole request': seconds(requestTimeoutMilliseconds),
    'a connection at rest between requests': seconds(restMilliseconds),
    'waiting for other captures of one key, then for everybody’s': seconds(turnMilliseconds),
    'one statement to the database': seconds(statementMilliseconds),
    'waiting for a lock in it': seconds(lockMilliseconds),
    'entries of a page when `limit` is left out': String(new PageQuery().limit),
    'entries of a page at most': String(pageSizeMax),
    'faults told in one answer': String(faultsMax),
    'characters of an `Idempotency-Key`': String(keyLengthMax),
    'days that a key is valid': String(validDaysMax),
    "characters of a key or a device's token": String(credentialLengthMax),
    'time that the code to enrol a device holds': `${codeMinutes} min`,
    'wrong codes after which it holds no longer': String(codeMissesMax),
    "time from `iat` to `exp` of a device's token": `${tokenSecondsMax} s`,
    'difference of clocks that its times may have': `${clockToleranceSeconds} s`,
    'time that an invitation or a code for a new password holds': `${invitationHours} h`,
    'logins of others that one invitation meets before it ends': String(invitationMissesMax),
    [`logins of others that all of an organisation's meet in ${loginMissesHours} h from the first`]:
      String(loginMissesMax),
    'time that somebody stays signed in': `${sessionHours} h`,
    'time from going to the issuer of an account until coming back': `${oidcSignInMinutes * 60} s`,
    'characters of a password at least': String(passwordLength.min),
    'characters of a password at most': String(passwordLength.max),
    'tries to sign in under one name before the next one waits': String(freeTries),
    'the first wait, doubled with each further try': `${firstWaitSeconds} s`,
    'the longest wait': `${waitSecondsMax} s`,
    'valid keys of one label': String(validOfLabelMax),
    'goods, units or item codes in a list of an act': String(goodsMax),
    'units around goods that the list of one’s own goods looks through': String(levelsMax),
    'item codes named by one act': String(itemsMax),
    'codes of a run that are answered at once; a job issues those of a larger one':
      String(codesIssuedMax),
    'codes of a run': String(runSizeMax),
    'codes that a run gets before others have their turn': String(codesOfTurn),
    'runs of one organisation that wait for their codes': String(waitingRunsMax),
    'codes named in one request to say what becomes of them': String(codesNamedMax),
    'stretches of different lives that a range of codes goes over': String(spansMax),
    'SSCCs made by one request': String(ssccsMax),
    'company prefixes of one organisation': String(prefixesMax),
    'labels of one file': String(labelsMax),
    'files of labels that one process makes at once': String(labelFilesAtOnceMax),
    'PDFs of labels that are made or wait in one process': String(pdfsMax),
    'making one PDF of labels': seconds(madeWithinMilliseconds),
    'codes of one file for a print house': String(fileRowsMax),
    'codes of one print order': String(orderRowsMax),
    'print orders that one process writes down at once': String(printOrdersAtOnceMax),
    'batches named by one request about a recall': String(batchesMax),
    'hours after an emergency opening of a recall within which it is signed a second time, at most':
      String(secondHoursMax),
    'days by which one extension of a recall moves its last day, at most': String(extensionDaysMax),
    'the same, usually': String(usualSettings.secondWithinHours),
    'previewing what a draft of a recall reaches, after which no further batch is traced':
      seconds(draftScopeMilliseconds),
    'between two looks for overdue signatures of recalls': seconds(overdueMilliseconds),
    'lines of what was done in one answer to a recall': String(outcomesMax),
    'days before the opening of a recall on which its risk was known at the earliest':
      String(knownDaysMax),
    'events of one EPCIS document': String(eventsMax),
    'things that the events of one document name': String(thingsMax),
    'bytes of one event as JSON': sizeOf(eventBytesMax),
    'values of one event, and of all that stands beside the events of a document':
      String(partValuesMax),
    'bytes of stored events after which a page of them ends': sizeOf(pageBytesMax),
    'values that the events and master data of one document hold': String(documentValuesMax),
    'words and things that the events of one document are found by, times who may know them':
      String(indexRowsMax),
    'values, lists and objects of one body of JSON': String(jsonPartsMax),
    'elements and attributes of one document of XML': String(partsMax),
    'attributes of one element of XML': String(attributesMax),
    'characters of a name in XML': String(nameLengthMax),
    'characters of a namespace, in XML or a context': String(namespaceLengthMax),
    'bytes of a context': sizeOf(contextBytesMax),
    'bytes of contexts that the events of one document use': sizeOf(contextsBytesMax),
    'bytes of events, times who may see each, after which a step of `index-events` ends':
      sizeOf(filledBytesMax),
    'events of one document of which it is said where they differ from what is stored':
      String(comparedMax),
    'parameters of one query under `/epcis`': String(parametersMax),
    'elements of master data that an organisation keeps': String(elementsKeptMax),
    'bytes of what a document says of one of them': sizeOf(elementBytesMax),
    'values of one parameter of `/epcis/events`': String(valuesMax),
    'events counted for `maxEventCount` of `/epcis/events`': String(countedMax),
    'elements of master data that one parameter of a query stands for, registered and sent':
      String(elementsMax),
    'batches that they stand for': String(batchesOfElements),
    'time that a `nextPageToken` of `/epcis` holds': `${tokenHours} h`,
    'time that a capture job can be looked up': `${jobDays} d`,
    'faults of one event that a capture job tells': String(faultsOfEventMax),
    'characters of a text in them': String(textMax),
    'errors of capture jobs after which a page of them ends': String(errorsOfPageMax),
    'named queries of one organisation': String(namedQueriesMax),
    'characters of the parameters of a named query as JSON': String(definitionCharactersMax),
    'subscriptions of one organisation': String(subscriptionsMax),
    'events recorded before a subscription that it may begin with': String(earlierEventsMax),
    'events of one message of a subscription': String(eventsOfMessageMax),
    'bytes of them as JSON; a longer event goes alone': sizeOf(bytesOfMessageMax),
    'WebSockets that an organisation has open, in each process': String(socketsOfOrganisationMax),
    'WebSockets that a process has open': String(socketsMax),
    'bytes that the client of a WebSocket leaves unread, and one message': sizeOf(unreadBytesMax),
    'events that wait for the next report of a WebSocket': String(gatheredMax),
    'time between two looks at whether a WebSocket may stay open': seconds(checkMilliseconds),
    'characters of a secret that messages are signed with at least': String(secretLength.min),
    'characters of a secret that messages are signed with at most': String(secretLength.max),
    'tries of a message before it is given up': String(triesMax),
    'time after which a message that waits is given up, however often it was tried': `${waitingHoursMax} h`,
    'rest of a destination after failures, at most': `${restSecondsMax} s, and a fifth`,
    'time after which another process goes on with a message': `${leaseSeconds} s`,
    'destinations that one process sends to at once': String(destinationsMax),
    'destinations of one organisation among them': String(destinationsOfOrganisationMax),
    'matching a query while all others wait; longer, and it is matched by itself':
      seconds(matchMilliseconds),
    'matching a query while the other WebSockets of a process wait; longer, and it closes':
      seconds(socketMatchMilliseconds),
    'time in which the client of a WebSocket has to answer a ping': seconds(pingMilliseconds),
    'time that a message is kept and can be sent again': `${deliveryDays} d`,
    'messages that one replay sends again': String(replayedMax),
    'fields of a form with files': String(formPartsMax.fields),
    'bytes of one of them': sizeOf(formPartsMax.fieldBytes),
    'files of a form': String(formPartsMax.files),
    'bytes of one file': sizeOf(formPartsMax.fileBytes),
    'forms with files that one process holds at once': String(formsAtOnceMax),
    'complaints about goods of one organisation on a day in UTC, or about codes that nobody issued':
      String(complaintsOfDayMax),
    'bytes of their photos': sizeOf(photoBytesOfDayMax),
    'labels that one sale check asks about': String(asksMax),
    'complaints that one question traces from': String(complaintsTracedMax),
    'time after which it begins the trace of no further batch': seconds(tracingMilliseconds),
    'levels of one trace': String(defaultBounds.depth),
    'batches and pools of one trace': String(defaultBounds.nodes),
    'rows of the books after which one trace goes no level further': String(defaultBounds.flows),
    'rows of the books that one trace holds': String(defaultBounds.flowsHeldMax),
    'ways of goods that the graph of one trace tells': String(graphLinksMax),
    'reading and judging of one trace, each way': seconds(traceMilliseconds),
    'cases whose common sources are ranked at once, and negative samples': String(casesMax),
    'reading and judging of what they come from': seconds(rankingMilliseconds),
    'waiting while others have theirs ranked': seconds(rankingMilliseconds),
    'batches, places and parties that one ranking tells, each': String(rankedMax),
    'interval in which a hazard that is traced from a place may have entered': `${entryDaysMax} d`,
    'batches of a scope that is told from memory, whole': String(scopeMax.batches),
    'rows of the books, and levels, of such a scope': `${scopeMax.rows} and ${scopeMax.levels}`,
    'batches that one question for a trace names': String(batchesAskedMax),
    'batches that a product and its days come to in one trace': String(batchesMadeMax),
    'drills of a firm that its grades are counted of': String(drillsCounted),
    'interval of one balance of a party': `${balanceDaysMax} d`,
    'rows of logistic units that one balance of a party reads': String(unitRowsMax),
    'steps of the chain of a batch that one answer tells': String(chainSteps),
    'waiting while the chain of another batch is told': seconds(2 * traceMilliseconds),
    'waiting for the entry of the audit before an answer leaves': seconds(auditMilliseconds),
    'entries of the audit that wait for the database': String(entriesMax),
    'rows of one class that a step takes once they are past their period': String(sweptAtOnce),
    'time between two looks at what is past its period': `${keeperMilliseconds / 60_000} min`,
    'entries of the audit in one file of what is held about a person': String(heldEntriesMax),
    'a request of ours to another service, whole': seconds(outgoingMilliseconds),
    'bytes of its answer': sizeOf(outgoingBytesMax),
    'unknown codes that one address may ask for at once': String(burst),
    'time until it may ask for one more': seconds(refillMilliseconds),
    'steps of a journey that one answer tells': String(stepsMax),
    'age of a redirect that a browser follows again': `${keptSeconds} s`,
    "links of an owner that a product's page tells": String(furtherPagesMax),
    'addresses that are kept as they were read': String(addressesMax),
    'age of that list, against the last answer of the database, past which nothing is told as not recalled':
      seconds(staleMilliseconds),
    'one statement that reads it': seconds(answerMilliseconds),
    'days of one question about the looks at codes': String(scanDaysMax),
    'links that the owner of a product gives it': String(linksMax),
    'external identifiers that are said of a product and its batches': String(statedMax),
    'characters of an external identifier': String(externalValueMax),
    'characters of a typed or scanned text that are looked through': String(externalTextMax),
    'goods that one answer about an external identifier tells': String(statedThingsMax),
    'goods among which it finds those that are recalled': String(lookedThroughMax),
    'batches and logistic units under recall that a process holds for an outage':
      String(recalledMax),
    'runs of item and case codes of them': String(runsMax),
    'bytes for their codes, 12.5 each': sizeOf(codeBytesMax),
    'age of an answer that is given again without a look': seconds(freshMilliseconds),
    'waiting for the database before "try again" is said': seconds(patienceMilliseconds),
  });
});

test('docs/reference/limits.md tells how often one may ask, as the code counts it', () => {
  const multiplied = [ofAddress, ofCredential, ofOrganisation];
  const policies = [...multiplied, ofMisses, ofCostly, ofComplaints].map((policy) => [
    `\`${policy.name}\``,
    ...[String(policy.quota), `${policy.seconds} s`],
    multiplied.includes(policy) ? 'multiplied' : 'as it is',
  ]);
  const told = rows.filter((row) => row.length === 5).map(([name, , ...rest]) => [name, ...rest]);
  expect(told).toEqual(policies);
});

function sizeOf(bytes: number): string {
  const kibibytes = bytes / 1024;
  return kibibytes < 1024 ? `${kibibytes} KiB` : `${kibibytes / 1024} MiB`;
}
