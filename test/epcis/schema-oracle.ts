import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { examplesFolder, examplesPresent } from './example-files.js';

let validate: ValidateFunction | undefined;

/**
 * What the published JSON schema of EPCIS 2.0.1 finds wrong: an opinion that owes nothing to our reader. Nothing where the
 * examples do not stand beside the checkout, which a notice says.
 */
export function schemaFaults(json: unknown): readonly string[] {
  if (!examplesPresent()) return [];
  validate ??= compiled();
  validate(json);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function compiled(): ValidateFunction {
  const path = join(examplesFolder, 'schema', 'epcis-json-schema-2.0.1.json');
  const ajv = new Ajv({ strict: false, allErrors: false });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as object);
}
