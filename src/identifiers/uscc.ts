import { checkCharacter, strayCharacter } from './check-character.js';
import { IdentifierFault } from './fault.js';

/**
 * A unified social credit code of GB 32100 (统一社会信用代码), in capitals. The first character may be a
 * letter: rural collectives have one. The district is not compared with today's list, because it is that of
 * the day of registration.
 */
export function parseUscc(text: string): string {
  const code = text.trim().toUpperCase();
  if (code.length !== 18) {
    throw new IdentifierFault('a unified social credit code has 18 characters');
  }
  const stray = strayCharacter(code);
  if (stray !== undefined) {
    throw new IdentifierFault(
      'a unified social credit code has digits and capitals except I O S V Z',
      stray,
    );
  }
  if (!/^..\d{6}/.test(code)) {
    throw new IdentifierFault('characters 3 to 8, the district, must be digits', 2);
  }
  if (checkCharacter(code.slice(0, 17), 0) !== code[17]) {
    throw new IdentifierFault(
      'the check character is wrong; compare the code with the business licence',
      17,
    );
  }
  return code;
}

/**
 * A warning when the organisation code inside (characters 9 to 17, GB 11714) does not check. Codes given out
 * in the first years break this rule, so it never refuses one.
 */
export function organisationCodeWarning(uscc: string): string | undefined {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const code = uscc.slice(8, 17);
  const sum = weights.reduce((total, weight, i) => total + parseInt(code[i] ?? '', 36) * weight, 0);
  const check = '0123456789X0'[11 - (sum % 11)];
  return check === code[8]
    ? undefined
    : `the organisation code ${code} inside does not check; compare the code with the business licence`;
}
