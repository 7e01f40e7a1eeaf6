import { defineProblem } from '../kernel/index.js';

export const eventDiffers = defineProblem(
  'event-differs',
  409,
  'An event of this id is stored with other content',
);
