export { OutgoingFault, type OutgoingWhy } from './outgoing-fault.js';
export { Outgoing } from './outgoing.js';
