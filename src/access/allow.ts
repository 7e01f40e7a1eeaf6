import {
  createParamDecorator,
  SetMetadata,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { present } from '../kernel/index.js';
import type { KnownSender } from '../platform/index.js';
import type { Actor } from './actor.js';
import type { Action } from './permissions.js';

export const allowedAction = 'furrow:action';

/** A route for those who may do this action, by the table in permissions.ts. */
export function Allow(action: Action): CustomDecorator {
  return SetMetadata(allowedAction, action);
}

/** Who is asking; the guard has put it on the request. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const request = context.switchToHttp().getRequest<KnownSender>();
  return present(request.actor, 'the actor of an allowed route') as Actor;
});
