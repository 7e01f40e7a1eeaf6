// Goal: whoever speaks to /epcis is told what is spoken there, and how much is taken at once, before anything else.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Repository, type Organisation } from './repository.js';

let repository: Repository;
let organisation: Organisation;
beforeAll(async () => {
  repository = await Repository.start();
  organisation = await repository.organisation('anyone');
});
afterAll(() => repository?.close());

const ask = (method: string, path: string, options: object = {}) =>
  repository.service.send<{ code: string }>(method, path, options);

const spoken = (headers: Headers) =>
  ['GS1-EPCIS-Version', 'GS1-CBV-Version'].map((name) => headers.get(name));
const taken = (headers: Headers) =>
  ['GS1-EPCIS-Capture-Limit', 'GS1-EPCIS-Capture-File-Size-Limit'].map((name) => headers.get(name));

test.each([
  ['GET', '/epcis/events', 401],
  ['GET', '/epcis/nothing', 404],
  ['POST', '/epcis/capture', 401],
  ['DELETE', '/epcis/events', 405],
])('%s %s says what is spoken, though it is refused with %i', async (method, path, status) => {
  const answer = await ask(method, path);
  expect([answer.status, spoken(answer.headers)]).toEqual([status, ['2.0', '2.0']]);
});

test('nothing else says it', async () => {
  expect(spoken((await ask('GET', '/api/v1/events')).headers)).toEqual([null, null]);
});

test.each([
  ['/epcis/capture', 'GET, OPTIONS, POST', ['1000', '20971520']],
  ['/epcis/capture/anything', 'GET, OPTIONS', ['1000', '20971520']],
  ['/epcis/events', 'GET, OPTIONS, POST', ['1', '1048576']],
  ['/epcis/events/anything', 'GET, OPTIONS', ['1', '1048576']],
])(
  'OPTIONS %s tells anybody what can be asked and how much is taken',
  async (path, allow, limits) => {
    const { status, headers } = await ask('OPTIONS', path);
    expect([status, headers.get('Allow')]).toEqual([204, allow]);
    expect([spoken(headers), taken(headers)]).toEqual([['2.0', '2.0'], limits]);
    expect(headers.get('GS1-Capture-Error-Behaviour')).toBe('all');
  },
);

test('reading events says nothing of what is taken', async () => {
  const { status, headers } = await ask('GET', '/epcis/events', { key: organisation.key });
  expect([status, taken(headers)]).toEqual([200, [null, null]]);
});

test.each([
  ['GS1-EPCIS-Min', '2.1', 406],
  ['GS1-EPCIS-Min', '3', 406],
  ['GS1-EPCIS-Min', '2.0.0', 200],
  ['GS1-EPCIS-Min', '1.2', 200],
  ['GS1-EPCIS-Max', '1.2', 406],
  ['GS1-EPCIS-Max', '1.10', 406],
  ['GS1-EPCIS-Max', '2.0', 200],
  ['GS1-EPCIS-Max', '2.0.1', 200],
  ['GS1-EPCIS-Max', '3.0', 200],
  ['GS1-EPCIS-Max', 'latest', 406],
  ['GS1-CBV-Min', '2.1', 406],
  ['GS1-CBV-Max', '1.2', 406],
])('%s: %s is answered with %i', async (name, version, status) => {
  const answer = await ask('GET', '/epcis/events', {
    ...{ key: organisation.key, headers: { [name]: version } },
  });
  expect(answer.status).toBe(status);
  if (status === 406) expect(answer.body.code).toBe('epcis-version-not-acceptable');
});
