/**
 * chain (L7): what an organisation may know of a batch beyond those it deals with.
 * No tables. Invariants: it is told to whoever an event of the batch names as author or partner, and what is open to
 * whoever asks; of others' steps it tells
 * kind, day, region, product, certificates and temperatures, and their parties by an alias of the viewer's own, unless their
 * author shares more; nobody learns who else got some of a batch but its maker.
 * Not here: the trace that it is made of, and its evidence (trace); what authors share (sharing).
 */
export { ChainModule } from './chain.module.js';
