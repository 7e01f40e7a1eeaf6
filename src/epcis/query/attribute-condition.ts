/** A field of events whose value may have master data. */
export const attributeFields = [
  ...(['bizStep', 'disposition', 'readPoint', 'bizLocation', 'epcClass'] as const),
  ...(['bizTransaction', 'source', 'destination'] as const),
] as const;

export type AttributeField = (typeof attributeFields)[number];

/**
 * What the field names has one of these attributes, with one of these values; left out, with any. Attributes are those of
 * master data, so which names of events are meant is looked up.
 */
export interface AttributeCondition {
  readonly kind: 'attribute';
  readonly field: AttributeField;
  /** In full. */
  readonly names: readonly string[];
  readonly values?: readonly string[];
}
