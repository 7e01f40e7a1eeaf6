/** GS1 AI (10): 1 to 20 characters of CSET 82. */
const allowed = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/;
const lengthMax = 20;

/** The digits at the end are a counter: `L-07` is `L-` and 7. */
const counted = /^(?<stem>(?:.*\D)?)(?<counter>\d{1,12})$/;
/** Unless they are a day: `2026-11-23`, `20261123`, `261123`. The next day's number is not ours to suggest. */
const dated =
  /(?:^|\D)(?:\d{2}){1,2}(?<dash>[-./]?)(?:0[1-9]|1[0-2])\k<dash>(?:0[1-9]|[12]\d|3[01])$/;

/** What is wrong with a batch number, as a sentence that says what to do; nothing when it is fine. */
export function batchNumberFault(number: string): string | undefined {
  if (allowed.test(number)) return undefined;
  return number.length > lengthMax
    ? `is ${number.length} characters long; use at most ${lengthMax}, as GS1 labels do`
    : `must be 1 to ${lengthMax} letters A-Z, digits or - _ . / and the like, without spaces`;
}

/** The first number of a day for those who keep none of their own: `2026-11-23-01`. */
export function firstNumberOfDay(date: string): string {
  return `${date}-01`;
}

/**
 * The `count` numbers that follow one in its own pattern: a counter at the end goes on with its width
 * (`-09`, `-10`), and a number without a counter gets one (`PEACH`, `PEACH-02`). Fewer where the next
 * would be longer than a batch number may be.
 */
export function numbersAfter(number: string, count: number): string[] {
  const { stem, counter, width } = patternOf(number);
  return Array.from({ length: count }, (_, i) => {
    return stem + String(counter + i + 1).padStart(width, '0');
  }).filter((next) => next.length <= lengthMax);
}

interface Pattern {
  readonly stem: string;
  readonly counter: number;
  readonly width: number;
}

function patternOf(number: string): Pattern {
  const parts = dated.test(number) ? undefined : counted.exec(number)?.groups;
  const { stem, counter } = parts ?? {};
  return stem === undefined || counter === undefined
    ? { stem: `${number}-`, counter: 1, width: 2 }
    : { stem, counter: Number(counter), width: counter.length };
}
