/**
 * platform (L1): technology without a domain word. Configuration, time, randomness, logging, metrics, texts, the
 * database, requests to elsewhere. The outside world enters here and nowhere else, so that tests can bring their own.
 * Tables: idempotency_key. Not here: anything that knows what a batch is.
 */
export * from './clock.js';
export * from './config.js';
export * from './logging.js';
export * from './random.js';
export * from './long-work.js';
export * from './database/index.js';
export * from './http/index.js';
export * from './metrics/index.js';
export * from './outgoing/index.js';
export * from './patience.js';
export * from './i18n/index.js';
export { PlatformModule, type World } from './platform.module.js';
