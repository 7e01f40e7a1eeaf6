import { IsInt, Matches, Max, Min } from 'class-validator';
import { IfGiven, InDigits } from './fields.js';

const pageSizeDefault = 50;
export const pageSizeMax = 200;

/** Which page of a list. Lists with filters extend it. */
export class PageQuery {
  /** How many entries. */
  @InDigits()
  @IsInt({ message: `must be a whole number from 1 to ${pageSizeMax}` })
  @Min(1)
  @Max(pageSizeMax)
  limit: number = pageSizeDefault;

  /** Where the page begins: the `cursor` of the `Link: rel="next"` of the page before. Opaque. */
  @IfGiven()
  @Matches(/^[\w-]{1,512}$/, {
    message: 'is not a cursor; take it from the Link header of the page before',
  })
  cursor?: string;
}
