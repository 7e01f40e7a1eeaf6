import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { invalidRequest, Problem, type Fault } from '../../kernel/index.js';

/** Faults told in one answer; a client mends some and asks again. */
const faultsMax = 50;

/**
 * Checks the shape of what comes in against its class: unknown members and query parameters are refused,
 * nothing is converted. Rules about content are the rooms' own.
 */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const faults = errors.flatMap((error) => faultsOf(error, ''));
      return new Problem(invalidRequest, summary(faults), faults.slice(0, faultsMax));
    },
  });
}

function faultsOf({ property, constraints, children }: ValidationError, above: string): Fault[] {
  const pointer = `${above}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.entries(constraints ?? {}).map(([rule, text]) => ({
    pointer,
    detail: rule === 'whitelistValidation' ? 'is not a member here; leave it out' : text,
  }));
  return [...own, ...(children ?? []).flatMap((child) => faultsOf(child, pointer))];
}

function summary(faults: readonly Fault[]): string {
  const [first] = faults;
  const rest = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return first === undefined
    ? 'The request has the wrong shape.'
    : `${first.pointer}: ${first.detail}${rest}`;
}
