import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const costlyRoute = 'furrow:costly';

/** A route whose work is dear, for anyone: each address may ask for it a few times a minute. */
export function Costly(): CustomDecorator {
  return SetMetadata(costlyRoute, true);
}
