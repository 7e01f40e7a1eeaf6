import type { ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';
import type { Request } from 'express';
import { invalidRequest, Problem } from '../../kernel/index.js';

/**
 * Refuses query parameters and bodies that a route of our API does not read: a filter silently ignored would
 * answer more than was asked for. Routes that read them refuse unknown members through the validation pipe.
 */
export function refuseUndeclaredInput(request: Request, context: ExecutionContext): void {
  if (!request.path.startsWith('/api/')) return;
  const reads = argumentKinds(context);
  const parameters = reads.has(RouteParamtypes.QUERY) ? [] : Object.keys(request.query);
  const hasBody = !reads.has(RouteParamtypes.BODY) && request.body !== undefined;
  const faults = [
    ...parameters.map((name) => ({ pointer: `/${name}`, detail: 'is not read here; remove it' })),
    ...(hasBody ? [{ pointer: '', detail: 'is not read here; send no body' }] : []),
  ];
  if (faults.length === 0) return;
  throw new Problem(invalidRequest, 'The request holds what is not read here.', faults);
}

/** What a route's method takes from the request; Nest keeps it under keys of the form `kind:position`. */
function argumentKinds(context: ExecutionContext): ReadonlySet<RouteParamtypes> {
  const { name } = context.getHandler();
  const declared = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), name) as
    Record<string, unknown> | undefined;
  return new Set(Object.keys(declared ?? {}).map((key) => Number(key.split(':', 1)[0])));
}
