/**
 * suppliers (L4): how an organisation brings those in from whom it takes goods: it opens their accounts and invites their
 * first owners.
 * Tables: introduction. Invariants: whoever brings somebody in has no right over it, and learns no more than whether anybody
 * joined; one code holds at a time, and none once somebody signs in; nobody is made an overseer, a verifier or a platform by this.
 * Not here: acting for others (access/mandates, parties), codes and joining (people).
 */
export {
  introducedRoles,
  isAwaited,
  statusOf,
  type NewSupplier,
  type Supplier,
} from './supplier.js';
export { SuppliersModule } from './suppliers.module.js';
export { SuppliersService } from './suppliers.service.js';
