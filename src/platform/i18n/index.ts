/**
 * i18n (platform): which language a page speaks, texts with parameters and plurals, and dates, times,
 * ages and numbers the way that language writes them. All formatting is by Intl; no text stands here,
 * catalogues belong to the modules that speak.
 * Invariant: a moment is always shown in the clock of the place where it happened, never silently in
 * the reader's or the server's own.
 */
export * from './language.js';
export * from './catalogue.js';
export * from './moments.js';
