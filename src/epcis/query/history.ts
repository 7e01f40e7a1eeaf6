import type { QueryCondition } from './family.js';

/**
 * Whether a condition is about declarations of error, or about one event by its id: who asks so asks for history, and is
 * told events that were declared in error and the declarations.
 */
export function asksForHistory(condition: QueryCondition): boolean {
  switch (condition.kind) {
    case 'eventID':
      return true;
    case 'present':
      return condition.member === 'errorDeclaration';
    case 'time':
      return condition.member === 'declarationTime';
    case 'word':
      return condition.member === 'errorReason' || condition.member === 'correctiveEventID';
    case 'extension':
      return condition.place === 'errorDeclaration';
    case 'thing':
    case 'amount':
    case 'attribute':
      return false;
  }
}
