import type { Type } from '@nestjs/common';
import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
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
  ...[UnknownPassport, MalformedPassport, UnavailablePassport],
];

const code = parameter('code', 'A code of ours, with or without spaces and hyphens.');

/** The public door for the API's description: it stands ahead of Nest, which therefore does not know its addresses. */
export const doorPaths: OpenAPIObject['paths'] = {
  '/t/{code}': {
    get: lookup('doorCode', 'Tells what is recorded about a code.', [code]),
  },
  '/01/{gtin}/10/{batch}': {
    get: lookup('doorBatch', 'Tells what is recorded about a batch, by its GS1 Digital Link.', [
      parameter('gtin', 'GTIN in 14 digits.'),
      parameter('batch', 'Batch number.'),
    ]),
  },
  '/01/{gtin}/21/{serial}': {
    get: lookup('doorItem', 'Tells what is recorded about an item, by its GS1 Digital Link.', [
      parameter('gtin', 'GTIN in 14 digits.'),
      parameter('serial', 'Serial number: an item or case code of ours.'),
    ]),
  },
  '/00/{sscc}': {
    get: lookup('doorUnit', 'Tells what is recorded about a logistic unit, by its SSCC.', [
      parameter('sscc', 'SSCC in 18 digits.'),
    ]),
  },
  '/t/{code}/qr.svg': { get: symbol('doorQrSvg', 'image/svg+xml') },
  '/t/{code}/qr.png': { get: symbol('doorQrPng', 'image/png') },
};

/** HTML unless JSON is asked for; the page says the same in words. */
function lookup(operationId: string, summary: string, parameters: Parameter[]): Operation {
  return {
    operationId,
    summary,
    description: 'A page for people; with `Accept: application/json`, the same as JSON.',
    tags: ['lookup'],
    parameters,
    responses: {
      200: passport('Recorded, or recalled', RecordedPassport, RecalledPassport),
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
