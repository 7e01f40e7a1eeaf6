import { defineProblem } from '../kernel/index.js';

export const eventDiffers = defineProblem(
  'event-differs',
  409,
  'An event of this id is stored with other content',
);
export const eventStored = defineProblem('event-stored', 409, 'This event is already stored');
