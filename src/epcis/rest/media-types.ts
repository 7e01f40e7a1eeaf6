import { xmlTypes } from '../../platform/index.js';

/** Of JSON, in which only 2.0 is spoken. */
export const jsonTypes = ['application/json', 'application/ld+json'];

/** What documents are sent and answered as. */
export const mediaTypes = [...jsonTypes, ...xmlTypes];
