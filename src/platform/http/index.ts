export { allowedMethods } from './allowed-methods.js';
export { AnswersEither, AnswersPage } from './answers.js';
export { clientAddress, networkOf } from './client-address.js';
export { Costly, costlyRoute, type Cost } from './costly.js';
export { DoorAdapter, type Door } from './door.js';
export {
  IfGiven,
  InDigits,
  TrueOrFalse,
  IsDay,
  IsLine,
  IsMoment,
  IsText,
  ReadBy,
} from './fields.js';
export { holdBack, letGo } from './held-back.js';
export * from './http.problems.js';
export { IdPipe } from './id.pipe.js';
export { ShownOnce } from './idempotency.interceptor.js';
export { sweepAnswers } from './idempotency.store.js';
export type { AuditNote, KnownSender, RawRequest, SentFile } from './known-sender.js';
export { formPartsMax, limitsOf, xmlTypes } from './limits.js';
export {
  cursorOf,
  foreignCursor,
  idPosition,
  cutPageOf,
  pageOf,
  positionOf,
  timePosition,
  type Page,
  type TimePosition,
} from './page.js';
export { PageQuery, pageSizeMax } from './page.dto.js';
export { asProblem, problemBody, ProblemFilter } from './problem.filter.js';
export { Places } from './places.js';
export { QuantityRequest, QuantityView } from './quantity.dto.js';
export { Public, publicRoute } from './public.js';
export { hasXml } from './request-body.js';
export { refuseUnreadable, requestIdOf, traceRequests } from './request-id.js';
export { RequestLimits } from './request-limits.js';
export { secureHeaders } from './secure-headers.js';
export { isSwitchAsked, switchInstead, type Switched } from './switching.js';
export { validationPipe } from './validation.pipe.js';
