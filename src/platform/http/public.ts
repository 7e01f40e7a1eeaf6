import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const publicRoute = 'furrow:public';

/** A route for anyone. A route that is neither public nor allowed to somebody stops the start. */
export function Public(): CustomDecorator {
  return SetMetadata(publicRoute, true);
}
