export { OutgoingFault, type OutgoingWhy } from './outgoing-fault.js';
export { Outgoing, type OutgoingRequest, type OutgoingSettings } from './outgoing.js';
