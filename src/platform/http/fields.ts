import { Transform } from 'class-transformer';
import { IsBoolean, ValidateBy, ValidateIf } from 'class-validator';
import { parseDate, parseDecimal, parseMoment, unitOf, ValueFault } from '../../kernel/index.js';

/** A field whose text `read` takes; the words of the `ValueFault` that it throws are the fault. */
export function ReadBy(name: string, read: (text: string) => unknown): PropertyDecorator {
  const faultOf = (value: unknown) => {
    if (typeof value !== 'string') return 'must be a text';
    try {
      read(value);
      return undefined;
    } catch (error) {
      if (error instanceof ValueFault) return error.message;
      throw error;
    }
  };
  return ValidateBy({
    name,
    validator: {
      validate: (value) => faultOf(value) === undefined,
      defaultMessage: (args) => faultOf(args?.value) ?? 'is not valid',
    },
  });
}

/** A member that may be left out, but not be null; one that may be both, and says so in its type, is `IsOptional`. */
export function IfGiven(): PropertyDecorator {
  return ValidateIf((_request, value) => value !== undefined);
}

/** Parameters of a query are text: this one is a number in plain digits, and nothing else. */
export function InDigits(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^(?:0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value,
  );
}

/** Parameters of a query are text: this one is `true` or `false`, and nothing else. */
export function TrueOrFalse(): PropertyDecorator {
  const words: readonly unknown[] = ['true', 'false'];
  const read = Transform(({ value }: { value: unknown }) =>
    words.includes(value) ? value === 'true' : value,
  );
  const check = IsBoolean({ message: 'must be "true" or "false"' });
  return (...member) => {
    read(...member);
    check(...member);
  };
}

/** One line of text, not blank, without control characters: PostgreSQL takes no NUL, and no label shows the others. */
export function IsLine(lengthMax: number): PropertyDecorator {
  return ReadBy('isLine', (text) => {
    if (text.length > lengthMax) {
      throw new ValueFault(`must have at most ${lengthMax} characters`);
    }
    if (!/^\P{C}*[^\p{C}\s]\P{C}*$/u.test(text)) {
      throw new ValueFault('must be one line of text, not blank and without control characters');
    }
  });
}

/** Text of several lines, not blank, without control characters but tabs and ends of lines. */
export function IsText(lengthMax: number): PropertyDecorator {
  return ReadBy('isText', (text) => {
    if (text.length > lengthMax) {
      throw new ValueFault(`must have at most ${lengthMax} characters`);
    }
    if (text.trim() === '' || /[^\P{Cc}\t\r\n]/u.test(text)) {
      throw new ValueFault('must be text, not blank and without control characters');
    }
  });
}

/** RFC 3339 date and time with offset. */
export function IsMoment(): PropertyDecorator {
  return ReadBy('isMoment', parseMoment);
}

/** A day of the calendar without a time, such as 2026-12-02. */
export function IsDay(): PropertyDecorator {
  return ReadBy('isDay', parseDate);
}

/** Plain decimal text, not negative, at most 12 digits before and 6 after the point. */
export function IsAmount(): PropertyDecorator {
  return ReadBy('isAmount', (text) => {
    if (parseDecimal(text) < 0n) throw new ValueFault('must not be negative');
  });
}

/** A UN/CEFACT Recommendation 20 code that we can convert, or a customary unit (jin, liang, dan, mu). */
export function IsUnit(): PropertyDecorator {
  return ReadBy('isUnit', unitOf);
}
