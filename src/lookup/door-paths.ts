import type { Type } from '@nestjs/common';
import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { ProductPassport } from './product-passport.dto.js';
import { StatedPassport } from './stated-passport.dto.js';
import {
  JourneyGap,
  JourneyStep,
  MalformedPassport,
  RecalledPassport,
  RecordedPassport,
  UnavailablePassport,
  UnknownPassport,
} from './passport.dto.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];

/** What the paths below answer with. */
export const doorModels: Type[] = [
  ...[RecordedPassport, RecalledPassport, JourneyStep, JourneyGap],
  ...[ProductPassport, StatedPassport, UnknownPassport, MalformedPassport, UnavailablePassport],
];

const code = parameter(
  'code',
  'A code of ours, with or without spaces and hyphens; a GTIN; or a code of another scheme, such as an organic mark.',
);
const gtin = parameter('gtin', 'GTIN in 14 digits.');
const batch = parameter('batch', 'Batch number.');
const serial = parameter('serial', 'Serial number: an item or case code of ours.');
const sscc = parameter('sscc', 'SSCC in 18 digits.');
const linkset = 'application/linkset+json';

/** The public door for the API's description: it stands ahead of Nest, which therefore does not know its addresses. */
export const doorPaths: OpenAPIObject['paths'] = {
  '/t/{code}': {
    get: lookup('doorCode', 'Tells what is recorded about a code.', [code]),
  },
  '/t/{code}/qr.svg': { get: symbol('doorQrSvg', 'image/svg+xml') },
  '/t/{code}/qr.png': { get: symbol('doorQrPng', 'image/png') },
  '/01/{gtin}': { get: link('doorProduct', 'a product', [gtin]) },
  '/01/{gtin}/10/{batch}': { get: link('doorBatch', 'a batch', [gtin, batch]) },
  '/01/{gtin}/21/{serial}': { get: link('doorItem', 'an item or a case', [gtin, serial]) },
  '/00/{sscc}': { get: link('doorUnit', 'a logistic unit', [sscc]) },
  '/.well-known/gs1resolver': { get: description() },
};

/** A GS1 Digital Link: a way to one of the links of what it names. */
function link(operationId: string, thing: string, parameters: Parameter[]): Operation {
  const { responses, ...told } = lookup(operationId, `Leads to what there is about ${thing}.`, [
    ...parameters,
    inQuery('linkType', 'Kind of link: a CURIE such as `gs1:pip` or a URI; `linkset`: all links.'),
    inQuery('context', 'Where a link has to apply, in a word of its owner.'),
  ]);
  return {
    ...told,
    description:
      'A GS1 Digital Link. Sends to the default link, or to the link of the kind asked for; with `Accept: ' +
      'application/json` and no `linkType`, tells what is recorded. Other pairs of the query go along. Our own page ' +
      'about a thing is below `/t`, at the same path.',
    responses: {
      ...responses,
      200: listed(responses['200']),
      300: { description: 'Links that nothing tells apart', content: { [linkset]: {} } },
      307: { description: 'Where the link leads, as `Location`; all links, as `Link`' },
    },
  };
}

/** All links are asked for at the same address. */
function listed(told: Operation['responses'][string]) {
  const { content, description } = told as { content: object; description: string };
  return { description: `${description}; or all links`, content: { ...content, [linkset]: {} } };
}

function description(): Operation {
  return {
    operationId: 'doorDescription',
    summary: 'Says what this resolver of GS1 Digital Links can do.',
    tags: ['lookup'],
    responses: {
      200: { description: 'Resolver description', content: { 'application/json': {} } },
    },
  };
}

/** HTML unless JSON is asked for; the page says the same in words. */
function lookup(operationId: string, summary: string, parameters: Parameter[]): Operation {
  return {
    operationId,
    summary,
    description: 'A page for people; with `Accept: application/json`, the same as JSON.',
    tags: ['lookup'],
    parameters,
    responses: {
      200: passport(
        'Recorded, recalled, the product alone, or what firms say bears it',
        ...[RecordedPassport, RecalledPassport, ProductPassport, StatedPassport],
      ),
      400: passport('The text is no code; a page says so with 404', MalformedPassport),
      404: passport('Nothing is known of it', UnknownPassport),
      503: passport('It cannot be looked up now', UnavailablePassport),
    },
  };
}

function passport(description: string, ...models: Type[]) {
  const refs = models.map((model) => ({ $ref: getSchemaPath(model) }));
  const schema = refs.length === 1 ? refs[0] : { oneOf: refs };
  return {
    description,
    content: { 'application/json': { schema }, 'text/html': { schema: { type: 'string' } } },
  } as Operation['responses'][string];
}

function symbol(operationId: string, type: string): Operation {
  return {
    operationId,
    summary: 'Draws the QR symbol of a code.',
    tags: ['lookup'],
    parameters: [code],
    responses: { 200: { description: 'The symbol', content: { [type]: {} } } },
  };
}

function parameter(name: string, description: string): Parameter {
  return { name, in: 'path', required: true, description, schema: { type: 'string' } };
}

function inQuery(name: string, description: string): Parameter {
  return { name, in: 'query', description, schema: { type: 'string' } };
}
