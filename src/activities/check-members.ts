import { faultyRequest, type Fault } from '../kernel/index.js';
import { itemsMax, type ActivityRequest } from './activities.dto.js';
import { activityMembers, activityRules, type ActivityMember } from './activity.js';

/** Refuses a request that says too much or too little for its activity. */
export function refuseMembers(request: ActivityRequest): void {
  const faults = memberFaults(request);
  if (faults.length > 0) throw faultyRequest(faults);
}

/** What a request says too much or too little for its activity. */
function memberFaults(request: ActivityRequest): Fault[] {
  const rule = activityRules[request.activity];
  const has = (member: ActivityMember) => isGiven(request[member]);
  const reads = new Set([...rule.needs, ...(rule.needsOneOf ?? []), ...rule.may]);
  const { activity } = request;
  const missing = rule.needs
    .filter((member) => !has(member))
    .map((member) => ({ pointer: `/${member}`, detail: `is needed to ${rule.says}` }));
  const surplus = activityMembers
    .filter((member) => request[member] !== undefined && !reads.has(member))
    .map((member) => ({
      pointer: `/${member}`,
      detail: `is not read by "${activity}"; leave it out`,
    }));
  const oneOf = rule.needsOneOf ?? [];
  const neither =
    oneOf.length > 0 && !oneOf.some(has)
      ? [{ pointer: '', detail: `one of ${oneOf.join(' and ')} is needed to ${rule.says}` }]
      : [];
  const times =
    request.at !== undefined && request.on !== undefined
      ? [{ pointer: '/on', detail: 'give either `at` or `on`, not both' }]
      : [];
  return [...missing, ...surplus, ...neither, ...times, ...itemFaults(request)];
}

function itemFaults({ goods = [] }: ActivityRequest): Fault[] {
  const count = goods.reduce((sum, { items }) => sum + (items?.length ?? 0), 0);
  const detail = `names ${count} items; an act names at most ${itemsMax}, so record several`;
  return count > itemsMax ? [{ pointer: '/goods', detail }] : [];
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}
