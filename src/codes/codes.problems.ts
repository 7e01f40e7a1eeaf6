import { defineProblem } from '../kernel/index.js';

export const codeConsumed = defineProblem('code-consumed', 409, 'What a code names is used up');

export const codeNotActive = defineProblem('code-not-active', 409, 'A code is not active');

export const codeVoid = defineProblem('code-void', 409, 'A code is void');

export const codeRunIssued = defineProblem('code-run-issued', 409, 'The run has all its codes');

export const ssccsExhausted = defineProblem(
  'ssccs-exhausted',
  409,
  'The company prefix has not so many SSCCs left',
);

export const tooManyCodeRuns = defineProblem(
  'too-many-code-runs',
  409,
  'So many runs already wait for their codes',
);
