import { extensionNames } from '../parameters/extension-name.js';
import { attributeFields, type AttributeField } from './attribute-condition.js';
import { listed, several } from '../parameters/parameters.js';
import { type Family } from './family.js';

const field = `(${attributeFields.join('|')})`;
const known = `${attributeFields.join(', ')}; known are your locations, products (for their batches, too) and parties, and what you sent as master data`;

/** Parameters about the master data of what an event names (ISO/IEC 19987, 8.2.7.1). */
export const attributeFamilies: readonly Family[] = [
  {
    name: 'HASATTR_{field}',
    pattern: new RegExp(`^HASATTR_${field}$`),
    meaning: `What the field names has one of these attributes, each a full IRI or with a prefix as in \`cbvmda:site\`. {field} is ${known}. ${several}`,
    ask: ([of], values) => ({
      kind: 'attribute',
      field: of as AttributeField,
      names: listed(values).flatMap(extensionNames),
    }),
  },
  {
    name: 'EQATTR_{field}_{attribute}',
    pattern: new RegExp(`^EQATTR_${field}_(.+)$`),
    meaning: `The attribute of what the field names is one of these. {field} and {attribute} as in HASATTR_{field}. ${several}`,
    ask: ([of, name = ''], values) => ({
      kind: 'attribute',
      field: of as AttributeField,
      names: extensionNames(name),
      values: listed(values),
    }),
  },
];
