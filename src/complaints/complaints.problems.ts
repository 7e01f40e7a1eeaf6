import { defineProblem, notFound, Problem } from '../kernel/index.js';

export const complaintClosed = defineProblem('complaint-closed', 409, 'The complaint is closed');
export const complaintQuota = defineProblem(
  'complaint-quota',
  429,
  'No more complaints can be taken today',
);

/** The same words for one that is not there and one of somebody else's goods. */
export const noSuchComplaint = () => new Problem(notFound, 'There is no such complaint of yours.');
export const noSuchReceipt = () => new Problem(notFound, 'There is no complaint with this number.');
