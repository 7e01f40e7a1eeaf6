export { AnswersEither, AnswersPage } from './answers.js';
export { DoorAdapter, type Door } from './door.js';
export { IsAmount, IsDay, IsMoment, IsUnit, ReadBy } from './fields.js';
export { HealthController } from './health.controller.js';
export * from './http.problems.js';
export { IdempotencyInterceptor, ShownOnce } from './idempotency.interceptor.js';
export type { KnownSender, RawRequest } from './known-sender.js';
export { routeLimits, type RouteLimits } from './limits.js';
export {
  cursorOf,
  pageOf,
  positionOf,
  timePosition,
  type Page,
  type TimePosition,
} from './page.js';
export { PageQuery, pageSizeMax } from './page.dto.js';
export { asProblem, problemBody, ProblemFilter, type ProblemPage } from './problem.filter.js';
export { QuantityRequest } from './quantity.dto.js';
export { Public, publicRoute } from './public.js';
export { requestIdOf, secureHeaders, traceRequests } from './request-id.js';
export { validationPipe } from './validation.pipe.js';
