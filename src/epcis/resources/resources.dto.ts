import { epcisContextUrl } from '../json/context.js';

/** A list as EPCIS answers it. */
export class CollectionView {
  /** Address of the JSON-LD context of EPCIS 2.0. */
  '@context'!: string;
  /** Always the same. */
  type!: 'Collection';
  /** Each once, in the order of characters' codes. */
  member!: string[];
}

export function toCollectionView(member: readonly string[]): CollectionView {
  return { '@context': epcisContextUrl, type: 'Collection', member: [...member] };
}
