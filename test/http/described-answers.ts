import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Record<string, unknown>>> };
}

interface DescribedOperation {
  readonly responses: Readonly<Record<string, object>>;
}

const document = JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8')) as Described;

/** As committed, but that members which it does not name are faults. */
const closed: Described = {
  ...document,
  components: {
    schemas: Object.fromEntries(
      Object.entries(document.components.schemas).map(([name, schema]) => [
        name,
        { ...schema, ...('properties' in schema && { additionalProperties: false }) },
      ]),
    ),
  },
};

const ajv = new Ajv({ strict: false }).addSchema(closed, 'api');
const known = new Map<string, ValidateFunction>();

/** What the committed description does not say of an answer in JSON. */
export function undescribed(path: string, status: number, body: unknown): readonly string[] {
  const place = ['paths', path, 'get', 'responses', status, 'content', 'application/json'];
  const names = place.map((name) => String(name).replaceAll('~', '~0').replaceAll('/', '~1'));
  const ref = `api#/${names.map(encodeURIComponent).join('/')}/schema`;
  const validate = known.get(ref) ?? ajv.compile({ $ref: ref });
  known.set(ref, validate);
  validate(body);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
