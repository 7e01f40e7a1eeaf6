import type { JSONSchemaType } from 'ajv';

/** Every rule the program knows how to apply, with the figures that a pack gives it. */
export interface RuleValues {
  /** Hours from knowing of the risk until the recall must have started, by grade. */
  'recall-start': {
    readonly grade1Hours: number;
    readonly grade2Hours: number;
    readonly grade3Hours: number;
  };
  /** Working days from the day after the public notice until the recall must be completed, by grade. */
  'recall-completion': {
    readonly grade1Days: number;
    readonly grade2Days: number;
    readonly grade3Days: number;
  };
  /** Where the working days of a year are not those of its weeks; in force on the days of that year. */
  'working-calendar': {
    /** Holidays from Monday to Friday, `YYYY-MM-DD`. */
    readonly daysOff: readonly string[];
    /** Days of weekends that are worked instead. */
    readonly daysWorked: readonly string[];
  };
  /** What a mock recall must reach for each grade; what reaches none has grade D. */
  'drill-grades': {
    /** Thousandths of the goods that are traced, at least. */
    readonly gradeAPerMille: number;
    /** Until the scope is known, at most. */
    readonly gradeAMinutes: number;
    readonly gradeBPerMille: number;
    readonly gradeBMinutes: number;
    readonly gradeCPerMille: number;
    readonly gradeCMinutes: number;
  };
  /** How long records of goods are kept. */
  'record-retention': {
    readonly monthsAfterShelfLife: number;
    /** Counted from the sale, for goods without a shelf life. */
    readonly monthsWithoutShelfLife: number;
  };
  /** Whether goods may be sold after the day until which they keep, such as a best-before date. */
  'sale-after-date': { readonly maySell: boolean };
  /** Entries of the audit, from when they were made. */
  'keep-audit-entries': KeptFor;
  /** The network addresses in them, from when they were made. */
  'keep-addresses': KeptFor;
  /** Names and logins of people whose accounts have ended, from their end. */
  'keep-ended-accounts': KeptFor;
  /** Sessions, from their end. */
  'keep-sessions': KeptFor;
  /** Tries to sign in under a name, from when the next one was free. */
  'keep-sign-in-tries': KeptFor;
  /** Sign-ins on their way to an issuer of accounts and back, from their end. */
  'keep-sign-ins': KeptFor;
  /** Invitations and codes for a new password, from their end. */
  'keep-invitations': KeptFor;
  /** Devices that were never enrolled, from the end of their code. */
  'keep-enrolment-codes': KeptFor;
  /** Answers that are given again to the same `Idempotency-Key`, from when the key was first sent. */
  'keep-answers': KeptFor;
  /** What tells one device from another that looked at a code, from its last look. */
  'keep-looks': KeptFor;
  /** Complaints of consumers with their photos, from when they were received. */
  'keep-complaints': KeptFor;
  /** Where their consumers may be asked, from the same moment. */
  'keep-complaint-contacts': KeptFor;
}

/** How long something is kept: what is older may go. */
interface KeptFor {
  /** ISO 8601 in whole years, months, weeks or days, such as `P6M`. */
  readonly keptFor: string;
}

export type RuleName = keyof RuleValues;

/** Ten years of hours, four of working days, a century of months: what is above is a slip of the pen. */
const hours = { type: 'integer', minimum: 1, maximum: 87_600 } as const;
const workingDays = { type: 'integer', minimum: 1, maximum: 1_000 } as const;
const days = {
  type: 'array',
  maxItems: 366,
  uniqueItems: true,
  items: { type: 'string', format: 'date' },
} as const;
const perMille = { type: 'integer', minimum: 0, maximum: 1_000 } as const;
/** A week: a scope that takes longer is none. */
const minutes = { type: 'integer', minimum: 1, maximum: 10_080 } as const;
const months = { type: 'integer', minimum: 1, maximum: 1_200 } as const;
const keptFor: JSONSchemaType<KeptFor> = {
  type: 'object',
  additionalProperties: false,
  required: ['keptFor'],
  properties: { keptFor: { type: 'string', pattern: '^P[1-9][0-9]{0,3}[YMWD]$' } },
};

/** The shape of each rule's figures; a pack is held against it at start. */
export const ruleValueSchemas: { readonly [Name in RuleName]: JSONSchemaType<RuleValues[Name]> } = {
  'recall-start': {
    type: 'object',
    additionalProperties: false,
    required: ['grade1Hours', 'grade2Hours', 'grade3Hours'],
    properties: { grade1Hours: hours, grade2Hours: hours, grade3Hours: hours },
  },
  'recall-completion': {
    type: 'object',
    additionalProperties: false,
    required: ['grade1Days', 'grade2Days', 'grade3Days'],
    properties: { grade1Days: workingDays, grade2Days: workingDays, grade3Days: workingDays },
  },
  'working-calendar': {
    type: 'object',
    additionalProperties: false,
    required: ['daysOff', 'daysWorked'],
    properties: { daysOff: days, daysWorked: days },
  },
  'drill-grades': {
    type: 'object',
    additionalProperties: false,
    required: [
      ...(['gradeAPerMille', 'gradeAMinutes', 'gradeBPerMille', 'gradeBMinutes'] as const),
      ...(['gradeCPerMille', 'gradeCMinutes'] as const),
    ],
    properties: {
      ...{ gradeAPerMille: perMille, gradeBPerMille: perMille, gradeCPerMille: perMille },
      ...{ gradeAMinutes: minutes, gradeBMinutes: minutes, gradeCMinutes: minutes },
    },
  },
  'record-retention': {
    type: 'object',
    additionalProperties: false,
    required: ['monthsAfterShelfLife', 'monthsWithoutShelfLife'],
    properties: { monthsAfterShelfLife: months, monthsWithoutShelfLife: months },
  },
  'sale-after-date': {
    type: 'object',
    additionalProperties: false,
    required: ['maySell'],
    properties: { maySell: { type: 'boolean' } },
  },
  'keep-audit-entries': keptFor,
  'keep-addresses': keptFor,
  'keep-ended-accounts': keptFor,
  'keep-sessions': keptFor,
  'keep-sign-in-tries': keptFor,
  'keep-sign-ins': keptFor,
  'keep-invitations': keptFor,
  'keep-enrolment-codes': keptFor,
  'keep-answers': keptFor,
  'keep-looks': keptFor,
  'keep-complaints': keptFor,
  'keep-complaint-contacts': keptFor,
};
