import { faultyProblem, invalidRequest, ValueFault, type Fault } from '../kernel/index.js';
import { readAsked, type Asked } from './asked.js';

/** Reads each label of a list; refuses the list with every label that cannot be read, by its place. */
export function readAll(labels: readonly string[], now: number): Asked[] {
  const faults: Fault[] = [];
  const asked = labels.flatMap((label, place) => {
    try {
      return [readAsked(label, now)];
    } catch (error) {
      if (!(error instanceof ValueFault)) throw error;
      faults.push({ pointer: `/what/${place}`, detail: error.message });
      return [];
    }
  });
  if (faults.length > 0) throw faultyProblem(invalidRequest, 'The query', faults);
  return asked;
}
