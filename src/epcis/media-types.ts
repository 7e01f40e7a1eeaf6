/** What documents are sent and answered as. */
export const mediaTypes = ['application/json', 'application/ld+json'];
