/** A GS1 company prefix: the digits with which all GS1 keys of one firm begin. */
export interface CompanyPrefix {
  readonly prefix: string;
  readonly organisationId: string;
  readonly registeredAt: Date;
}

/** Prefixes of one organisation: more would be somebody who takes those of others. */
export const prefixesMax = 5;
