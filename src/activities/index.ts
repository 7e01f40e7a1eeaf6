/**
 * activities (L6): the friendly writes. Each reads a request by one table of rules, names what it names by URIs
 * that partners can read, builds one EPCIS event and captures it.
 * No tables. Invariants: what an ERP captures and what a farmer taps are one history; an act is one transaction,
 * with the batches it registers; a member that an activity does not read is refused.
 * Not here: what the event does to goods (holdings), who may see it (events).
 */
export { ActivitiesModule } from './activities.module.js';
export { ActivityRequest, GoodsRequest } from './activities.dto.js';
export { ActivitiesService } from './activities.service.js';
export { MakingService } from './making.service.js';
export { Uris } from './uris.js';
