export const lookupRows = [];
