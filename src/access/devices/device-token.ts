import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { isUuid } from '../../kernel/index.js';
import { algorithmsOf, type PublicKey } from './public-key.js';

/** A token ends so long after it was signed at most: it is for one request, or a few that follow each other. */
export const tokenSecondsMax = 300;
/** How far the clock of a device may be off. */
export const clockToleranceSeconds = 30;

/** What a token is for: one signed to enrol opens no route, and one signed for a request enrols nothing. */
export type TokenType = 'device+jwt' | 'enrolment+jwt';

/** What a token must have been signed for. */
export interface TokenPurpose {
  readonly type: TokenType;
  /** The public address of this service: what was signed for another one is none of ours. */
  readonly audience: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** All that a header may say: no key, no address of one, no extension, whoever would read it. */
const headerMembers = 'alg,kid,typ';

/** The device that a token says it is of, which is not believed yet. */
export function deviceNamedIn(token: string, type: TokenType): string | undefined {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return undefined;
  try {
    const header = decodeProtectedHeader(token);
    const { kid, typ } = header as Record<string, unknown>;
    if (Object.keys(header).sort().join() !== headerMembers || typ !== type) return undefined;
    return typeof kid === 'string' && isUuid(kid) ? kid : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the device with this key signed the token, for this purpose and lately. */
export async function isSignedBy(
  token: string,
  device: { readonly id: string; readonly publicKey: PublicKey },
  { type, audience, now }: TokenPurpose,
): Promise<boolean> {
  if (deviceNamedIn(token, type) !== device.id) return false;
  try {
    const { payload } = await jwtVerify(token, device.publicKey, {
      algorithms: algorithmsOf(device.publicKey),
      issuer: device.id,
      audience,
      requiredClaims: ['exp'],
      maxTokenAge: tokenSecondsMax,
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(now),
    });
    const { aud, exp = Infinity, iat = 0 } = payload;
    // A list of audiences may hold others, who could use the token here.
    return aud === audience && exp - iat <= tokenSecondsMax;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}
