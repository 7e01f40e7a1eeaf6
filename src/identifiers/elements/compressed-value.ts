import { IdentifierFault } from '../fault.js';
import { applicationIdentifier, type Component } from './ai-table.js';
import { base64Alphabet, bitsOfLength, type BitReader } from './bit-reader.js';

/** A run of a value that compression writes in one go. */
interface Run {
  readonly isNumeric: boolean;
  /** Without it the number of characters is told in front. */
  readonly isFixed: boolean;
  readonly most: number;
}

/** The value of an AI as compression wrote it, one run after another. */
export function takeValue(ai: string, bits: BitReader): string {
  const assigned = applicationIdentifier(ai);
  if (assigned === undefined) throw new IdentifierFault(`(${ai}) is not known to GS1`);
  return runsOf(assigned.components)
    .map(({ isNumeric, isFixed, most }) => {
      const encoding = isNumeric ? 0 : bits.take(3);
      const length = isFixed ? most : bits.take(bitsOfLength(most));
      if (length > most) throw new IdentifierFault(`(${ai}) has over ${most} characters`);
      return takeText(encoding, length, bits);
    })
    .join('');
}

/** Text under the number of its encoding: whichever took the fewest bits. */
export function takeText(encoding: number, length: number, bits: BitReader): string {
  switch (encoding) {
    case 0:
      return bits.takeDigits(length);
    case 1:
      return bits.takeCharacters(length, 4, (index) => index.toString(16));
    case 2:
      return bits.takeCharacters(length, 4, (index) => index.toString(16).toUpperCase());
    case 3:
      return bits.takeCharacters(length, 6, (index) => base64Alphabet.charAt(index));
    case 4:
      return bits.takeCharacters(length, 7, (index) => String.fromCharCode(index));
    default:
      throw new IdentifierFault(`has no encoding ${encoding}`);
  }
}

/** Neighbours of one kind are one run, save that digits which may be left out are told apart from those that may not. */
function runsOf(components: readonly Component[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { isNumeric, isOptional, least, most } of components) {
    const run = { isNumeric, isFixed: !isOptional && least === most, most };
    const before = runs.at(-1);
    const continues =
      before?.isNumeric === isNumeric && (!isNumeric || before.isFixed === run.isFixed);
    if (!before || !continues) runs.push(run);
    else {
      runs[runs.length - 1] = {
        isNumeric,
        isFixed: before.isFixed && run.isFixed,
        most: before.most + most,
      };
    }
  }
  return runs;
}
