import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const costlyRoute = 'furrow:costly';

/** Why a route, for anyone, is asked for a few times only: it makes a slow hash, or keeps what a stranger writes. */
export type Cost = 'sign-in' | 'complaint';

/** A route whose work is dear, for anyone: each address may ask for it a few times. */
export function Costly(cost: Cost = 'sign-in'): CustomDecorator {
  return SetMetadata(costlyRoute, cost);
}
