import type { ArgumentMetadata, PipeTransform, Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { faultyProblem, invalidRequest, type Fault, type Problem } from '../../kernel/index.js';
import { bodyFaults } from './body-faults.js';
import { faultsOf, misplacedLists } from './validation-faults.js';

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
      const unusable = bodyFaults(value);
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
  return faultyProblem(invalidRequest, 'The body', faults);
}
