import { defineProblem } from '../kernel/index.js';

export const eventsTooWide = defineProblem(
  'events-too-wide',
  413,
  'The events say too much to too many',
);

export const eventDiffers = defineProblem(
  'event-differs',
  409,
  'An event of this id is stored with other content',
);
