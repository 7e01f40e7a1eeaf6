import { describe, expect, test } from '@jest/globals';
import { filesAt } from './project-files.js';

interface Parameter {
  readonly name?: string;
  readonly description?: string;
  readonly $ref?: string;
}

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<
    Record<string, { readonly content?: object; readonly $ref?: string }>
  >;
  readonly security: readonly object[];
}

const enrolment = '/api/v1/devices/{id}/enrolment';

/** What consumers ask, who have no account; those who have one list under the first address, too. */
const consumers = [
  ...['/api/v1/complaints', '/api/v1/complaint-receipts/{number}'],
  '/api/v1/complaint-receipts/{number}/reporter',
];
const isForConsumers = (path: string, method: string) =>
  consumers.includes(path) && (path !== '/api/v1/complaints' || method === 'post');

/** As committed; `npm run check` says whether the built service still describes itself so. */
const document = JSON.parse(filesAt(/^docs\/reference\/openapi\.json$/)[0]?.text ?? '{}') as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> };
};

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, ...operation })),
);

/** The operations that break a rule, by name. */
function idsOf(breaks: (operation: (typeof operations)[number]) => boolean): string[] {
  return operations.filter(breaks).map(({ operationId }) => operationId);
}

/** Every member of every schema, inline ones too, by its path in the document. */
function membersIn(node: unknown, path = ''): { path: string; description: unknown }[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, inner]: [string, unknown]) => {
    const at = `${path}/${name}`;
    if (name !== 'properties') return membersIn(inner, at);
    return Object.entries(inner as Record<string, { description?: unknown }>).flatMap(
      ([member, schema]) => [
        { path: `${at}/${member}`, description: schema.description },
        ...membersIn(schema, `${at}/${member}`),
      ],
    );
  });
}

test('no two DTO classes share a name: the document would describe one by the other', () => {
  const names = filesAt(/^src\/.*\.dto\.ts$/).flatMap(({ text }) =>
    [...text.matchAll(/^(?:export )?(?:abstract )?class (\w+)/gm)].map(([, name = '']) => name),
  );
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(names.length).toBeGreaterThan(50);
});

describe('every operation in docs/reference/openapi.json', () => {
  test('has a name of its own and says what it does', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z][A-Za-z0-9]+$/.test(name))).toEqual([]);
    expect(idsOf(({ summary }) => !summary?.endsWith('.'))).toEqual([]);
  });

  test('describes the body of its success, if it has one', () => {
    const isSilent = ({ responses }: Operation) =>
      Object.entries(responses).some(
        ([status, { content }]) => /^2/.test(status) && status !== '204' && content === undefined,
      );
    // A list's answer is an interface: give its method @AnswersPage(View).
    expect(idsOf(isSilent)).toEqual([]);
  });

  test('names no object without saying what is in it', () => {
    const bare = /"type":"object"(?!,"(?:description|required|properties|additionalProperties))/;
    expect(idsOf(({ responses }) => bare.test(JSON.stringify(responses)))).toEqual([]);
  });

  test('refuses with a problem', () => {
    expect(
      idsOf(({ responses }) => ['4XX', '5XX'].some((status) => responses[status] === undefined)),
    ).toEqual([]);
  });

  test('stands beside what a stranger may ask', () => {
    const open = operations.filter(({ security }) => security.length === 0);
    const expected = [
      ...['/00/{sscc}', '/01/{gtin}', '/01/{gtin}/10/{batch}', '/01/{gtin}/21/{serial}'],
      '/.well-known/gs1resolver',
      enrolment,
      ...consumers,
      // What can be asked of each.
      ...Object.keys(document.paths).filter((path) => path.startsWith('/epcis/')),
      ...['/health/live', '/health/ready', '/t/{code}', '/t/{code}/qr.png', '/t/{code}/qr.svg'],
    ];
    expect(open.map(({ path }) => path).sort()).toEqual(expected.sort());
  });

  test('of the API needs a key, but to enrol a device, to report a problem and to ask what can be asked', () => {
    const isOpen = ({ path, method, security }: (typeof operations)[number]) =>
      /^\/(?:api|epcis)\//.test(path) &&
      path !== enrolment &&
      !isForConsumers(path, method) &&
      method !== 'options' &&
      security.length === 0;
    expect(idsOf(isOpen)).toEqual([]);
  });

  test('that makes something takes an Idempotency-Key, but for enrolling, where a code is used once, and reports, which say it themselves', () => {
    const repeatable = '#/components/parameters/IdempotencyKey';
    expect(
      idsOf(
        ({ method, path, parameters }) =>
          method === 'post' &&
          path !== enrolment &&
          path !== '/api/v1/complaints' &&
          !parameters.some(({ $ref }) => $ref === repeatable),
      ),
    ).toEqual([]);
  });
});

describe('whoever reads docs/reference/openapi.json is told', () => {
  const isSaid = (description: unknown) =>
    typeof description === 'string' && /\w/.test(description);

  test('what every member of every schema means', () => {
    const members = membersIn(document);
    // Give the member of the DTO a comment: the build makes it the description.
    const silent = members.filter(({ description }) => !isSaid(description));
    expect(silent.map(({ path }) => path)).toEqual([]);
    expect(members.length).toBeGreaterThan(400);
  });

  test('what every parameter means', () => {
    const silent = (parameters: readonly Parameter[]) =>
      parameters.filter(({ $ref, description }) => $ref === undefined && !isSaid(description));
    // A parameter of a path is described by a line `@param` in the comment of its method.
    expect(idsOf(({ parameters }) => silent(parameters).length > 0)).toEqual([]);
    expect(silent(Object.values(document.components.parameters))).toEqual([]);
  });
});
