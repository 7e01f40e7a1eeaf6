import type { JSONSchemaType } from 'ajv';

/** Every rule the program knows how to apply, with the figures that a pack gives it. */
export interface RuleValues {
  /** Hours from knowing of the risk until the recall must have started, by grade. */
  'recall-start': {
    readonly grade1Hours: number;
    readonly grade2Hours: number;
    readonly grade3Hours: number;
  };
  /** How long records of goods are kept. */
  'record-retention': {
    readonly monthsAfterShelfLife: number;
    /** Counted from the sale, for goods without a shelf life. */
    readonly monthsWithoutShelfLife: number;
  };
}

export type RuleName = keyof RuleValues;

/** Ten years of hours, a century of months: what is above is a slip of the pen. */
const hours = { type: 'integer', minimum: 1, maximum: 87_600 } as const;
const months = { type: 'integer', minimum: 1, maximum: 1_200 } as const;

/** The shape of each rule's figures; a pack is held against it at start. */
export const ruleValueSchemas: { readonly [Name in RuleName]: JSONSchemaType<RuleValues[Name]> } = {
  'recall-start': {
    type: 'object',
    additionalProperties: false,
    required: ['grade1Hours', 'grade2Hours', 'grade3Hours'],
    properties: { grade1Hours: hours, grade2Hours: hours, grade3Hours: hours },
  },
  'record-retention': {
    type: 'object',
    additionalProperties: false,
    required: ['monthsAfterShelfLife', 'monthsWithoutShelfLife'],
    properties: { monthsAfterShelfLife: months, monthsWithoutShelfLife: months },
  },
};
