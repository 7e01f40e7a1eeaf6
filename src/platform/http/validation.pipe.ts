import type { ArgumentMetadata, PipeTransform, Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { invalidRequest, Problem, type Fault } from '../../kernel/index.js';
import { textFaults } from './json-text.js';
import { faultsOf, misplacedLists } from './validation-faults.js';

/** Faults told in one answer; a client mends some and asks again. */
const faultsMax = 50;

/** What is no class of requests: path parameters, and documents that their module reads itself. */
const unchecked: readonly unknown[] = [undefined, Object, Array, String, Number, Boolean];

/**
 * Checks the shape of what comes in against its class: unknown members and query parameters are refused,
 * nothing is converted. Rules about content are the modules' own.
 *
 * Not Nest's own pipe: that one drops some members instead of refusing them, and lets a list pass for an object.
 */
export function validationPipe(): PipeTransform {
  return {
    async transform(value: unknown, { metatype, type }: ArgumentMetadata): Promise<unknown> {
      if (unchecked.includes(metatype) || (type !== 'body' && type !== 'query')) return value;
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw refusal([{ pointer: '', detail: 'must be a JSON object' }]);
      }
      const unusable = textFaults(value);
      if (unusable.length > 0) throw refusal(unusable);
      const request = plainToInstance(metatype as Type<object>, value);
      const errors = await validate(request, {
        whitelist: true,
        forbidNonWhitelisted: true,
        forbidUnknownValues: true,
      });
      const faults = errors.length > 0 ? faultsOf(errors) : misplacedLists(request);
      if (faults.length > 0) throw refusal(faults);
      return request;
    },
  };
}

function refusal(faults: readonly Fault[]): Problem {
  const [first] = faults;
  const rest = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  const summary = first && `${first.pointer || 'The body'}: ${first.detail}${rest}`;
  return new Problem(
    invalidRequest,
    summary ?? 'The request has the wrong shape.',
    faults.slice(0, faultsMax),
  );
}
