import { expect, test } from '@jest/globals';
import { turnMilliseconds } from '../../src/platform/database/database.js';
import { lockMilliseconds, statementMilliseconds } from '../../src/platform/database/sessions.js';
import { goodsMax, itemsMax } from '../../src/activities/activities.dto.js';
import { codesIssuedMax, codesNamedMax } from '../../src/codes/code.js';
import { faultsOfEventMax, jobDays, textMax } from '../../src/epcis/capture-job.js';
import { documentValuesMax, eventsMax, thingsMax } from '../../src/epcis/capture-limits.js';
import { parametersMax } from '../../src/epcis/query/event-query.js';
import { termRowsMax } from '../../src/events/event-terms.store.js';
import { comparedMax } from '../../src/events/taken-identities.js';
import { countedMax } from '../../src/epcis/query/event-query.js';
import { valuesMax } from '../../src/epcis/query/parameter.js';
import { errorsOfPageMax } from '../../src/epcis/captures.store.js';
import { faultsMax } from '../../src/kernel/index.js';
import { freshMilliseconds, patienceMilliseconds } from '../../src/lookup/lookup.js';
import { stepsMax } from '../../src/lookup/passport.sql.js';
import { burst, refillMilliseconds } from '../../src/lookup/miss-limit.js';
import { keyLengthMax } from '../../src/platform/http/idempotency.interceptor.js';
import { PageQuery, pageSizeMax } from '../../src/platform/http/page.dto.js';
import {
  ofAddress,
  ofCostly,
  ofCredential,
  ofMisses,
  ofOrganisation,
} from '../../src/platform/http/request-policies.js';
import {
  headTimeoutMilliseconds,
  requestTimeoutMilliseconds,
  restMilliseconds,
  routeLimits,
} from '../../src/platform/http/limits.js';
import { outgoingBytesMax, outgoingMilliseconds } from '../../src/platform/outgoing/outgoing.js';
import { batchesMax } from '../../src/recalls/recalls.dto.js';
import { levelsMax } from '../../src/handoffs/own-goods.store.js';
import { stepsMax as chainSteps } from '../../src/chain/chain.js';
import { defaultBounds, traceMilliseconds } from '../../src/trace/bounds.js';
import { credentialLengthMax } from '../../src/access/access.guard.js';
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
    'codes issued by one request': String(codesIssuedMax),
    'codes named to be activated or voided': String(codesNamedMax),
    'batches named by one request about a recall': String(batchesMax),
    'events of one EPCIS document': String(eventsMax),
    'things that the events of one document name': String(thingsMax),
    'values that the events of one document hold': String(documentValuesMax),
    'words that the events of one document are found by, times who may know them':
      String(termRowsMax),
    'events of one document of which it is said where they differ from what is stored':
      String(comparedMax),
    'parameters of one query of `/epcis/events`': String(parametersMax),
    'values of one parameter of `/epcis/events`': String(valuesMax),
    'events counted for `maxEventCount` of `/epcis/events`': String(countedMax),
    'time that a capture job can be looked up': `${jobDays} d`,
    'faults of one event that a capture job tells': String(faultsOfEventMax),
    'characters of a text in them': String(textMax),
    'errors of capture jobs after which a page of them ends': String(errorsOfPageMax),
    'levels of one trace': String(defaultBounds.depth),
    'batches and pools of one trace': String(defaultBounds.nodes),
    'rows of the books after which one trace goes no level further': String(defaultBounds.flows),
    'rows of the books that one trace holds': String(defaultBounds.flowsHeldMax),
    'reading and judging of one trace, each way': seconds(traceMilliseconds),
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
    'age of an answer that is given again without a look': seconds(freshMilliseconds),
    'waiting for the database before "try again" is said': seconds(patienceMilliseconds),
  });
});

test('docs/reference/limits.md tells how often one may ask, as the code counts it', () => {
  const multiplied = [ofAddress, ofCredential, ofOrganisation];
  const policies = [...multiplied, ofMisses, ofCostly].map((policy) => [
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
