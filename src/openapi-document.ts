import type { OpenAPIObject } from '@nestjs/swagger';
import { inWords, needOfOperation } from './access/index.js';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type Components = NonNullable<OpenAPIObject['components']>;
type Schema = NonNullable<Components['schemas']>[string];

/**
 * Says once for all operations what their controllers would have to repeat: how they refuse, who needs a key,
 * what a POST and a list take and give besides.
 */
export function completed(document: OpenAPIObject): OpenAPIObject {
  const components = document.components ?? {};
  return inOrder({
    ...document,
    paths: Object.fromEntries(
      Object.entries(document.paths).map(([path, item]) => [
        path,
        completedItem(path.startsWith('/epcis/') ? withOptions(path, item) : item),
      ]),
    ),
    components: {
      ...components,
      schemas: { ...components.schemas, Problem: problem },
      responses: { Refusal: refusal('The request is refused'), Failure: refusal('We failed') },
      parameters: { IdempotencyKey: idempotencyKey, OnBehalfOf: onBehalfOf },
      headers: {
        ...{ NextPage: nextPage, NextPageTokenExpires: nextPageTokenExpires },
        ...{ RateLimit: rateLimit, RateLimitPolicy: rateLimitPolicy },
      },
    },
  });
}

/** One handler says of every address of EPCIS what can be asked there. */
function withOptions(path: string, item: Paths[string]): Paths[string] {
  const [sibling] = Object.values(item) as Operation[];
  const inPath = (sibling?.parameters ?? []).filter((each) => 'in' in each && each.in === 'path');
  const name = path.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase());
  const options: Operation = {
    operationId: `options${name.replace(/\W/g, '')}`,
    summary: 'Says in headers what can be asked here; whether there is such a thing is not said.',
    tags: ['epcis'],
    parameters: inPath,
    responses: { 204: { description: '' } },
  };
  return { ...item, options };
}

function completedItem(item: Paths[string]): Paths[string] {
  return Object.fromEntries(
    Object.entries(item).map(([method, operation]) => [
      method,
      completedOperation(operation as Operation, method),
    ]),
  );
}

function completedOperation(operation: Operation, method: string): Operation {
  const { parameters = [], responses, security } = operation;
  const repeatable = method === 'post' && security !== undefined;
  const forMembers = needOfOperation(operation)?.forMembers;
  return {
    ...operation,
    ...described(operation),
    // Without this member an operation would take the document's default; an empty list says: no key.
    security: security ?? [],
    parameters: [
      ...parameters,
      ...(repeatable ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
      ...(forMembers ? [{ $ref: '#/components/parameters/OnBehalfOf' }] : []),
    ],
    responses: {
      ...Object.fromEntries(
        Object.entries(responses).map(([status, response]) => [
          status,
          {
            ...response,
            description: saidOf(response) || (successes[status] ?? ''),
            ...headersOf(operation, response),
          },
        ]),
      ),
      '4XX': { $ref: '#/components/responses/Refusal' },
      '5XX': { $ref: '#/components/responses/Failure' },
    },
  };
}

/**
 * What answers of the operation say besides, beside what their controller says. Operations that need a key are counted; the
 * public door tells no quota.
 */
function headersOf(operation: Operation, response: Operation['responses'][string]) {
  const { parameters = [] } = operation;
  const takes = (name: string) => parameters.some((each) => 'name' in each && each.name === name);
  const isCounted = needOfOperation(operation) !== undefined;
  const headers = {
    ...(response !== undefined && 'headers' in response && response.headers),
    ...((takes('cursor') || takes('nextPageToken')) && {
      Link: { $ref: '#/components/headers/NextPage' },
    }),
    ...(takes('nextPageToken') && {
      'GS1-Next-Page-Token-Expires': { $ref: '#/components/headers/NextPageTokenExpires' },
    }),
    ...(isCounted && {
      RateLimit: { $ref: '#/components/headers/RateLimit' },
      'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
    }),
  };
  return Object.keys(headers).length > 0 ? { headers } : {};
}

/** With what its caller needs, in words: the extension that says so is for programs. */
function described(operation: Operation): Pick<Operation, 'description'> {
  const { description = '' } = operation;
  const need = needOfOperation(operation);
  if (need === undefined) return {};
  const { scope, organisationRoles } = need;
  const who = organisationRoles ? `, of a ${inWords(organisationRoles)}` : '';
  const sentence = `For keys with the scope \`${scope}\`${who}.`;
  return { description: description === '' ? sentence : `${description}\n\n${sentence}` };
}

/** What its own description says of an answer; Nest leaves an empty text where a controller says nothing. */
function saidOf(response: Operation['responses'][string]): string {
  return response !== undefined && 'description' in response ? response.description : '';
}

const successes: Readonly<Record<string, string>> = {
  200: 'The answer',
  201: 'It is made and stored',
  202: 'It is checked and stored',
  204: 'It is done; there is nothing to tell',
};

const problem: Schema = {
  type: 'object',
  description:
    'A refusal (RFC 9457). Kinds are told by `code`; some carry members of their own. See docs/reference/problems.md.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
  properties: {
    type: {
      type: 'string',
      description: '`/problems/{code}`: what it means and what to do, as a page or as JSON.',
    },
    title: { type: 'string', description: 'The kind of problem in words; the same each time.' },
    status: { type: 'integer', description: 'HTTP status of the answer.' },
    detail: { type: 'string', description: 'What is wrong this time, and what to do.' },
    instance: { type: 'string', description: 'Id of the request, as in our log.' },
    code: { type: 'string', description: 'Stable name of the kind.', example: 'invalid-request' },
    errors: {
      type: 'array',
      description: 'Each fault of the request.',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: {
          pointer: {
            type: 'string',
            description: 'JSON Pointer into the body, or `/` and the name of a query parameter.',
          },
          detail: { type: 'string', description: 'What is wrong there, and what to do.' },
          rule: {
            type: 'string',
            description:
              'Of an EPCIS document: the rule that is broken, as in docs/reference/epcis-rules.md.',
            example: 'semantics.word',
          },
        },
      },
    },
  },
  additionalProperties: true,
};

const idempotencyKey: NonNullable<Components['parameters']>[string] = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A new UUID for a new request. The same key with the same request gets the first answer again.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const onBehalfOf: NonNullable<Components['parameters']>[string] = {
  name: 'Furrow-On-Behalf-Of',
  in: 'header',
  required: false,
  description:
    'Our id of the party of a member that gave your co-operative a mandate: the request is that of the member, sent by you.',
  schema: { type: 'string', format: 'uuid' },
};

const nextPage: NonNullable<Components['headers']>[string] = {
  description: 'Address of the next page with `rel="next"`; absent on the last.',
  schema: { type: 'string' },
};

const nextPageTokenExpires: NonNullable<Components['headers']>[string] = {
  description: 'Until when the address of the next page can be asked; absent on the last.',
  schema: { type: 'string', format: 'date-time' },
};

const rateLimit: NonNullable<Components['headers']>[string] = {
  description:
    'How the sender stands with the quota that is nearest to its end: `r` requests are left, and in `t` seconds all are back. ' +
    'Beyond it the answer is 429, and `Retry-After` says how many seconds to wait.',
  schema: { type: 'string', examples: ['"credential";r=49993;t=1'] },
};

const rateLimitPolicy: NonNullable<Components['headers']>[string] = {
  description: 'That quota: `q` requests in `w` seconds, for each of what its name says.',
  schema: { type: 'string', examples: ['"credential";q=50000;w=10'] },
};

function refusal(description: string): NonNullable<Components['responses']>[string] {
  const schema = { $ref: '#/components/schemas/Problem' };
  return { description, content: { 'application/problem+json': { schema } } };
}

/** The compiler numbers the members of a union anew in each build, and the document must not follow it. */
function inOrder<Node>(node: Node): Node {
  if (Array.isArray(node)) return node.map(inOrder) as Node;
  if (typeof node !== 'object' || node === null) return node;
  const members = Object.entries(node).map(([name, value]: [string, unknown]) => [
    name,
    name === 'enum' && Array.isArray(value) ? [...(value as unknown[])].sort() : inOrder(value),
  ]);
  return Object.fromEntries(members) as Node;
}
