export { OutgoingFault } from './outgoing-fault.js';
export { Outgoing } from './outgoing.js';
