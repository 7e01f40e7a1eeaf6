import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import { present } from '../kernel/index.js';
import { publicRoute, type KnownSender } from '../platform/index.js';
import type { Actor, OrganisationRole, Scope, UserRole } from './actor.js';
import { leastUserRole, permissions, type Action } from './permissions.js';

const allowedAction = 'furrow:action';

/** A route for those who may do this action, by the table in permissions.ts. */
export function Allow(action: Action): ClassDecorator & MethodDecorator {
  return applyDecorators(
    SetMetadata(allowedAction, action),
    ApiBearerAuth(),
    ApiExtension(permissionExtension, needOf(action)),
  );
}

const permissionExtension = 'x-furrow-permission';

/** What an operation needs, as the description of the API says it. */
export interface Need {
  readonly action: Action;
  readonly scope: Scope;
  readonly userRole: UserRole;
  /** Left out where every organisation may. */
  readonly organisationRoles?: readonly OrganisationRole[];
  /** Present where an agent may do it for a member. */
  readonly forMembers?: true;
}

/** What an operation of the description needs; undefined where it is open to anyone. */
export function needOfOperation(operation: object): Need | undefined {
  return Reflect.get(operation, permissionExtension) as Need | undefined;
}

function needOf(action: Action): Need {
  const { scope, roles, forMembers } = permissions[action];
  return {
    ...{ action, scope, userRole: leastUserRole(scope) },
    ...(roles !== undefined && { organisationRoles: roles }),
    ...(forMembers && { forMembers }),
  };
}

/** Who is asking; the guard has put it on the request. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const request = context.switchToHttp().getRequest<KnownSender>();
  return present(request.actor, 'the actor of an allowed route') as Actor;
});

/**
 * Whom a route is for: those who may do an action, or anyone. Its method speaks before its controller, so that
 * a public controller never opens a method with a rule of its own. Undefined where neither says anything.
 */
export function audienceOf(method: object, controller: object): Action | 'anyone' | undefined {
  for (const target of [method, controller]) {
    const action = Reflect.getMetadata(allowedAction, target) as Action | undefined;
    if (action !== undefined) return action;
    if (Reflect.hasMetadata(publicRoute, target)) return 'anyone';
  }
  return undefined;
}
