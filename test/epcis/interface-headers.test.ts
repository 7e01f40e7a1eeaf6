// Goal: whoever speaks to /epcis is told what is spoken there, and how much is taken at once, before anything else.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { filesAt } from '../architecture/project-files.js';
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
    const bounds = ['GS1-EPCIS-Min', 'GS1-EPCIS-Max', 'GS1-CBV-Min', 'GS1-CBV-Max'];
    expect(bounds.map((name) => headers.get(name))).toEqual(['1.2', '2.0', '1.2', '2.0']);
    const formats = ['GS1-EPC-Format', 'GS1-CBV-XML-Format'].map((name) => headers.get(name));
    expect(formats).toEqual(['No_Preference', 'No_Preference']);
  },
);

test('OPTIONS of every address in the description of the API tells anybody what it takes', async () => {
  const [description] = filesAt(/^docs\/reference\/openapi\.json$/);
  const { paths } = JSON.parse(description?.text ?? '{}') as { paths: Record<string, object> };
  const ours = Object.entries(paths).filter(([path]) => path.startsWith('/epcis/'));
  for (const [path, methods] of ours) {
    const { status, headers } = await ask('OPTIONS', path.replace(/\{\w+\}/g, 'anything'));
    const allowed = Object.keys(methods).map((method) => method.toUpperCase());
    expect([path, status, headers.get('Allow')]).toEqual([path, 204, allowed.sort().join(', ')]);
  }
  expect(ours.length).toBeGreaterThan(29);
});

test('every answer names the extensions whose meaning is known here', async () => {
  for (const [method, path] of [
    ['OPTIONS', '/epcis/capture'] as const,
    ['GET', '/epcis/events'] as const,
  ]) {
    const { headers } = await ask(method, path, { key: organisation.key });
    expect(headers.get('GS1-Extensions')).toBe('furrow=urn:furrow:epcis:');
  }
});

test('what is no document of events is there in 2.0 alone', async () => {
  const headers = { 'GS1-EPCIS-Max': '1.2' };
  const { status } = await ask('GET', '/epcis/nothing', { key: organisation.key, headers });
  expect(status).toBe(406);
});

test('reading events says nothing of what is taken', async () => {
  const { status, headers } = await ask('GET', '/epcis/events', { key: organisation.key });
  expect([status, taken(headers)]).toEqual([200, [null, null]]);
});

test.each([
  ['GS1-EPCIS-Min', '2.1', 406],
  ['GS1-EPCIS-Min', '3', 406],
  ['GS1-EPCIS-Min', '2.0.0', 200],
  ['GS1-EPCIS-Min', '1.2', 200],
  ['GS1-EPCIS-Max', '1.1', 406],
  ['GS1-EPCIS-Max', '1.2', 200],
  ['GS1-EPCIS-Max', '1.10', 200],
  ['GS1-EPCIS-Max', '2.0', 200],
  ['GS1-EPCIS-Max', '2.0.1', 200],
  ['GS1-EPCIS-Max', '3.0', 200],
  ['GS1-EPCIS-Max', 'latest', 406],
  ['GS1-CBV-Min', '2.1', 406],
  ['GS1-CBV-Max', '1.2', 200],
  ['GS1-CBV-Max', '1.1', 406],
])('%s: %s is answered with %i', async (name, version, status) => {
  const answer = await ask('GET', '/epcis/events', {
    ...{ key: organisation.key, headers: { [name]: version } },
  });
  expect(answer.status).toBe(status);
  if (status === 406) expect(answer.body.code).toBe('epcis-version-not-acceptable');
});
