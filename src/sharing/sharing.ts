/**
 * How far a step is told in full beyond its partners: to whoever makes, has or had some of the batch that it was a step of
 * (`linked`), or to anybody who asks by the batch (`open`). Where nothing is said it is told to partners alone.
 */
export const reaches = ['linked', 'open'] as const;

export type Reach = (typeof reaches)[number];

/** What an organisation tells of its own steps, and to whom. */
export interface Sharing {
  readonly id: string;
  readonly organisationId: string;
  readonly reach: Reach;
  /** Of steps about this product; null: about every one. */
  readonly productId: string | null;
  /** To this party alone; null: to everybody within reach. */
  readonly partyId: string | null;
  readonly createdAt: Date;
}
