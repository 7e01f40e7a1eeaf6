/**
 * web (L8): what people see. Server-rendered pages that need no script: the consumer's page and the
 * plain forms for firms. A page is a pure function of what it shows and how its reader reads.
 * Invariants: nothing is fetched from elsewhere and nothing runs in the page (the content security
 * policy says so too); every text stands in both catalogues; a page is at most 30 kB compressed.
 * Pages for firms know sessions, which stand for a key and pass the same guard as the interface.
 * Not here: what may be shown (`Passport` is lookup's whitelist) and what may be done (activities).
 */
export { pageForReader } from './consumer/page-for-reader.js';
export { problemPageFor } from './desk/problem-page-for.js';
export { WebModule } from './web.module.js';
