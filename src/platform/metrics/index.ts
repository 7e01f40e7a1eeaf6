export { Metrics } from './metrics.js';
export { MetricsServer } from './metrics-server.js';
export type { RequestCounts } from './request-counts.js';
