import { defineProblem } from '../kernel/index.js';

export const labelTooSmall = defineProblem(
  'label-too-small',
  422,
  'The symbol does not fit on the label',
);
export const labelFontMissing = defineProblem(
  'label-font-missing',
  409,
  'There is no font for the text of the label',
);
export const noGtin = defineProblem('no-gtin', 422, 'A symbol of GS1 needs a GTIN');
export const codesMissing = defineProblem(
  'codes-missing',
  409,
  'Not all codes of the stretch are issued yet',
);
