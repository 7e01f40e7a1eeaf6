import { expect, test } from '@jest/globals';
import { BadRequestException, ForbiddenException, NotFoundException } from '@nestjs/common';
import { defineProblem, Problem, ValueFault } from '../../kernel/index.js';
import { asProblem, problemBody } from './problem.filter.js';

const withCode = (code: string) => Object.assign(new Error('inside'), { code });

test.each<[string, unknown, number, string]>([
  ['an unknown address', new NotFoundException('Cannot GET /x'), 404, 'not-found'],
  ['a guard’s silent no', new ForbiddenException(), 403, 'forbidden'],
  ['a refusal of Nest', new BadRequestException('uuid is expected'), 422, 'invalid-request'],
  ['a value that a parser refused', new ValueFault('must be a date'), 422, 'invalid-request'],
  ['a database out of reach', withCode('ECONNREFUSED'), 503, 'unavailable'],
  ['a database that waited too long for a lock', withCode('55P03'), 503, 'unavailable'],
  ['a transaction that always lost', withCode('40P01'), 503, 'unavailable'],
  ['a statement that breaks a constraint', withCode('23505'), 500, 'internal-error'],
  ['a bug', new TypeError('x is undefined'), 500, 'internal-error'],
  ['no error at all', 'thrown text', 500, 'internal-error'],
])('%s is a problem', (_, error, status, code) => {
  expect(asProblem(error).kind).toMatchObject({ status, code });
});

test('nothing of our inside is told', () => {
  for (const error of [withCode('23505'), new TypeError('inside'), 'inside', withCode('08006')]) {
    expect(JSON.stringify(problemBody(asProblem(error), 'id'))).not.toMatch(/inside/);
  }
});

test('members of an occurrence stand beside the fixed ones and never replace them', () => {
  const kind = defineProblem('test-kind', 409, 'A test');
  const faults = [{ pointer: '/a', detail: 'is wrong' }];
  const problem = new Problem(kind, 'This one.', faults, { recallId: 'r', status: 200, code: 'x' });
  expect(problemBody(problem, 'id')).toEqual({
    type: '/problems/test-kind',
    title: 'A test',
    status: 409,
    detail: 'This one.',
    instance: 'urn:uuid:id',
    code: 'test-kind',
    errors: faults,
    recallId: 'r',
  });
});
