import { makeCode, type CodeLength } from '../identifiers/index.js';
import { stepByStep, type Random } from '../platform/index.js';

/** Bytes asked of the cipher at once: each call costs more than the codes that 16 bytes make. */
const bytesAtOnce = 16_384;

/** Draws so many codes; others are served in between. That none was drawn before is the table's to say. */
export async function drawCodes(
  count: number,
  length: CodeLength,
  random: Random,
): Promise<string[]> {
  return stepByStep(drawing(count, length, random));
}

function* drawing(count: number, length: CodeLength, random: Random): Generator<void, string[]> {
  let supply = random.bytes(Math.min(count * length, bytesAtOnce));
  let used = 0;
  const take = (bytes: number) => {
    if (used + bytes > supply.length) {
      supply = random.bytes(supply.length);
      used = 0;
    }
    used += bytes;
    return supply.subarray(used - bytes, used);
  };
  const codes: string[] = [];
  for (let i = 0; i < count; i += 1) {
    codes.push(makeCode(take, length));
    yield;
  }
  return codes;
}
