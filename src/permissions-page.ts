import type { OpenAPIObject } from '@nestjs/swagger';
import {
  leastUserRole,
  needOfOperation,
  organisationRoles,
  permissions,
  scopesOf,
  userRoles,
} from './access/index.js';

const introduction = `# Permissions

Written by \`npm run openapi\` from the table that the guard obeys ([permissions.ts](../../src/access/permissions.ts)). A
route without a row in it stops the start. What a row allows is allowed with own things: whose a thing is each route asks
besides, and what is not yours is answered as if it were not there. An agent may do for a member, with \`Furrow-On-Behalf-Of\`, what
the last column says, as far as its own key and the member's roles allow it ([co-operatives](../guides/co-operatives.md)).`;

/** docs/reference/permissions.md: who may do what, and which action each route is. */
export function permissionsPage({ paths }: OpenAPIObject): string {
  const sections = [
    introduction,
    '## Actions',
    table(
      [
        ...['action', 'what is done', 'scope of a key', 'person at least', 'organisations'],
        'for members',
      ],
      actions,
    ),
    '## People and organisations',
    'A person has one of these roles in an organisation, and may do on its pages what a key with the same scopes may do through the\nAPI, which takes keys and the tokens of devices (with `read`, `write` or both) only:',
    table(['role', 'scopes'], people),
    `An organisation has one or more of the roles ${organisationRoles.join(', ')}.`,
    '## Routes',
    table(['route', 'action'], routesOf(paths)),
  ];
  return `${sections.join('\n\n')}\n`;
}

const actions = Object.entries(permissions).map(([action, { does, scope, roles, forMembers }]) => [
  ...[`\`${action}\``, does, `\`${scope}\``, leastUserRole(scope)],
  roles === undefined ? 'all' : roles.join(', '),
  forMembers ? 'yes' : 'no',
]);

const people = userRoles.map((role) => [
  role,
  scopesOf[role].map((scope) => `\`${scope}\``).join(', '),
]);

function routesOf(paths: OpenAPIObject['paths']): string[][] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const need = needOfOperation(operation as object);
      return [`\`${method.toUpperCase()} ${path}\``, need ? `\`${need.action}\`` : 'anyone'];
    }),
  );
}

/** In columns, as the formatter of the docs would write it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
