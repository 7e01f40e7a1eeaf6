import { IsIn, IsUUID } from 'class-validator';
import { IfGiven } from '../platform/index.js';
import { reaches, type Reach, type Sharing } from './sharing.js';

/** What to tell of your own steps beyond those that you deal with. */
export class ShareRequest {
  /**
   * `linked`: whoever makes, has or had some of a batch is told your steps on its way with your name, the hour, the place
   * and how much it was. `open`: the same, and whoever asks by a batch of yours is told your steps, too; where no party is
   * named, consumers are told your name and the hour. Who else was in a step is told to nobody by this.
   */
  @IsIn(reaches)
  reach!: Reach;

  /** Our id of the product that the steps are about, yours or one that has a GTIN; left out: about every product. */
  @IfGiven()
  @IsUUID()
  productId?: string;

  /** Our id of the party that is told; left out: everybody within reach. */
  @IfGiven()
  @IsUUID()
  partyId?: string;
}

/** What an organisation tells of its own steps. */
export class SharingView {
  /** Our id of the sharing, by which it is ended. */
  id!: string;
  /** How far the steps are told in full. */
  reach!: Reach;
  /** Our id of the product that the steps are about; absent: about every product. */
  productId?: string;
  /** Our id of the party that is told; absent: everybody within reach. */
  partyId?: string;
  /** Since when, RFC 3339 in UTC. */
  createdAt!: string;
}

export function toSharingView({ id, reach, productId, partyId, createdAt }: Sharing): SharingView {
  return {
    ...{ id, reach },
    ...(productId !== null && { productId }),
    ...(partyId !== null && { partyId }),
    createdAt: createdAt.toISOString(),
  };
}
