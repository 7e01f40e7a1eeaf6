import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { datingFaults, type RulePack } from './rule-pack.js';
import { ruleValueSchemas } from './rule-names.js';
import { calendarFaults } from './working-days.js';

const text = { type: 'string', minLength: 1, maxLength: 2000 };
const day = { type: 'string', format: 'date' };

/** An article whose figures have the shape that its rule asks for. */
const articleSchema = {
  type: 'object',
  required: ['id'],
  properties: { id: { enum: Object.keys(ruleValueSchemas) } },
  discriminator: { propertyName: 'id' },
  oneOf: Object.entries(ruleValueSchemas).map(([id, values]) => ({
    additionalProperties: false,
    required: ['article', 'source', 'validFrom', 'validTo', 'confirmed', 'values'],
    properties: {
      id: { const: id },
      article: text,
      source: text,
      validFrom: day,
      validTo: { ...day, type: ['string', 'null'] },
      confirmed: { type: 'boolean' },
      note: text,
      values,
    },
  })),
};

const packSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title', 'market', 'version', 'articles'],
  properties: {
    id: { type: 'string', pattern: '^[a-z][a-z0-9-]{1,39}$' },
    title: text,
    market: { type: 'string', pattern: '^[A-Z]{2}$' },
    version: { type: 'integer', minimum: 1 },
    articles: { type: 'array', minItems: 1, maxItems: 1000, items: articleSchema },
  },
};

const ajv = new Ajv({ allErrors: true, discriminator: true, strictTypes: false });
addFormats.default(ajv);
const isPack = ajv.compile<RulePack>(packSchema);

/**
 * A rule pack from the text of its file. Throws an error that names every fault with its place: the service
 * does not start with rules it cannot read, since a verdict without its rule is worse than no service.
 */
export function readPack(json: string, fileName: string): RulePack {
  const pack = parse(json, fileName);
  if (!isPack(pack)) throw packError(fileName, (isPack.errors ?? []).map(sentence));
  const faults = [...datingFaults(pack), ...calendarFaults(pack)];
  if (faults.length > 0) throw packError(fileName, faults);
  return pack;
}

function parse(json: string, fileName: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw packError(fileName, [error instanceof Error ? error.message : 'is not JSON']);
  }
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const named = 'additionalProperty' in params ? ` ("${String(params.additionalProperty)}")` : '';
  return `${instancePath || '/'} ${message ?? 'is not valid'}${named}`;
}

function packError(fileName: string, faults: readonly string[]): Error {
  return new Error(`rule pack ${fileName} is not valid:\n  ${faults.join('\n  ')}`);
}
