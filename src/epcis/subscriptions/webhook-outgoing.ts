import { Outgoing } from '../../platform/index.js';

/**
 * The way out to destinations, which whoever has a key may choose. What the operator allows within for another end, such as
 * signing in, is not allowed for this one.
 */
export class WebhookOutgoing extends Outgoing {}
