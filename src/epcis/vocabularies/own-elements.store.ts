import { furrowNamespace } from '../../events/index.js';
import { gs1Uri } from '../../identifiers/index.js';
import type { Reader } from '../../platform/index.js';
import { keysOf, type Names } from './element-keys.js';
import type { Attribute, RecordKind, VocabularyElement } from './vocabulary.js';

/** Elements that have one of these attributes, with one of these values; left out, with any. */
export interface AttributeFilter {
  readonly names: readonly string[];
  readonly values?: readonly string[];
}

/** Which elements of one's own are asked for; all of it has to hold. */
export interface ElementFilter {
  /** Our ids. */
  readonly refs?: readonly string[];
  readonly attributes: readonly AttributeFilter[];
  /** The element before the page. */
  readonly after?: string;
  readonly limit: number;
}

/** What a kind of record says in the words of master data. */
interface Said {
  /** Columns that it may be named by. */
  readonly names: string;
  /** Rows (name, value), which may be null. */
  readonly attributes: string;
  /** The names of what lies within it. */
  readonly children: string;
}

const mda = 'urn:epcglobal:cbv:mda:';
const placeNames = `jsonb_build_object('gln', place.gln, 'extension', place.gln_extension)`;

/** An attribute without a word in CBV has one of ours. Contacts of parties are personal data and are none. */
const said: Readonly<Record<RecordKind, Said>> = {
  location: {
    names: placeNames.replaceAll('place.', 'record.'),
    attributes: `
      VALUES ('${mda}name', name), ('${mda}site', gln), ('${mda}latitude', trim_scale(latitude)::text),
        ('${mda}longitude', trim_scale(longitude)::text), ('${furrowNamespace}region', region),
        ('${furrowNamespace}kind', kind), ('${furrowNamespace}timeZone', time_zone)`,
    children: `
      SELECT jsonb_agg(jsonb_build_object('id', place.id, 'names', ${placeNames}) ORDER BY place.id)
      FROM location place WHERE place.parent_id = record.id AND place.organisation_id = $1`,
  },
  party: {
    names: `jsonb_build_object('partyGln', gln, 'uscc', uscc)`,
    attributes: `
      VALUES ('${mda}name', name), ('${mda}streetAddressOne', address),
        ('${furrowNamespace}uscc', uscc), ('${furrowNamespace}kind', kind)
      UNION ALL SELECT '${mda}name', value FROM jsonb_each_text(names)`,
    children: 'NULL::jsonb',
  },
  product: {
    names: `jsonb_build_object('gtins',
      (SELECT jsonb_agg(gtin ORDER BY level) FROM product_gtin WHERE product_id = record.id))`,
    attributes: `
      VALUES ('${mda}descriptionShort', name),
        ('${mda}additionalTradeItemIdentification', item_code),
        ('${furrowNamespace}category', category), ('${furrowNamespace}unit', unit),
        ('${furrowNamespace}dateType', date_type),
        ('${furrowNamespace}shelfLifeDays', shelf_life_days::text),
        ('${furrowNamespace}storageMinCelsius', trim_scale(storage_min_celsius)::text),
        ('${furrowNamespace}storageMaxCelsius', trim_scale(storage_max_celsius)::text)
      UNION ALL SELECT '${mda}descriptionShort', value FROM jsonb_each_text(names)`,
    children: 'NULL::jsonb',
  },
};

interface Row {
  readonly id: string;
  readonly names: Names;
  readonly attributes: readonly Attribute[] | null;
  readonly children: readonly { readonly id: string; readonly names: Names }[] | null;
}

/**
 * An organisation's own records as elements, by our id. Attributes are worked out from the records themselves: whoever asks
 * by them reads through all of one's own, which are thousands at most and do not grow with events.
 */
export async function selectOwnElements(
  reader: Reader,
  organisationId: string,
  kind: RecordKind,
  { refs, attributes, after, limit }: ElementFilter,
): Promise<VocabularyElement[]> {
  const { names, children, attributes: rows } = said[kind];
  const parameters: unknown[] = [organisationId, refs ?? null, after ?? null, limit];
  const bind = (values: readonly string[]) => `$${parameters.push(values)}::text[]`;
  const has = attributes.map(
    (asked) => `EXISTS (SELECT FROM (${rows}) AS attribute (name, value)
      WHERE attribute.name = ANY(${bind(asked.names)}) AND attribute.value ${
        asked.values === undefined ? 'IS NOT NULL' : `= ANY(${bind(asked.values)})`
      })`,
  );
  const found = await reader.query<Row>(
    `SELECT id, ${names} AS names, (${children}) AS children,
       (SELECT jsonb_agg(DISTINCT jsonb_build_array(attribute.name, attribute.value))
        FROM (${rows}) AS attribute (name, value) WHERE attribute.value IS NOT NULL) AS attributes
     FROM ${kind} record
     WHERE ${['organisation_id = $1', ...has].join(' AND ')}
       AND ($2::uuid[] IS NULL OR id = ANY($2)) AND ($3::uuid IS NULL OR id > $3)
     ORDER BY id LIMIT $4`,
    parameters,
  );
  return found.map((row) => {
    const keys = keysOf(row.id, row.names);
    const children = (row.children ?? []).map((child) => uriOf(keysOf(child.id, child.names)));
    return { ref: row.id, id: uriOf(keys), keys, attributes: row.attributes ?? [], children };
  });
}

/** Keys of records are of GS1 or URIs; GS1 recommends its own host for its own. */
function uriOf([first]: readonly [string, ...string[]]): string {
  return gs1Uri(first) ?? first;
}
