import { expect, test } from '@jest/globals';
import { Problem } from '../../kernel/index.js';
import { tooManyElementsFound } from '../epcis.problems.js';
import { toldProblem } from './told-problem.js';

const about = {
  ...{ publicUrl: 'https://trace.example', id: '0190a4f0-8c2e-7d31-b8a4-5f0c1e2d3a4b' },
  ...{ queryName: 'arrivals', subscriptionID: 'one' },
};
const withCode = (code: string) => Object.assign(new Error('inside'), { code });

test.each<[string, unknown, string]>([
  ['a refusal', new Problem(tooManyElementsFound, 'Too much.'), 'epcis-query-too-wide'],
  ['a statement that took too long', withCode('57014'), 'epcis-query-too-complex'],
  ['any other statement', withCode('22003'), 'internal-error'],
  ['a bug', new TypeError('inside'), 'internal-error'],
])('%s is told as it would be answered, and nothing of our inside', (_, error, code) => {
  const told = toldProblem(error, about);
  expect(told).toMatchObject({
    ...{ type: `https://trace.example/problems/${code}`, code, detail: expect.any(String) },
    ...{ queryName: 'arrivals', subscriptionID: 'one', instance: `urn:uuid:${about.id}` },
  });
  expect(JSON.stringify(told)).not.toMatch(/inside/);
});
