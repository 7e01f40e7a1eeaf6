import type { Request } from 'express';

/** Best first. The vocabulary of a version of EPCIS has the same number. */
const versions = ['2.0', '1.2'] as const;

export type Version = (typeof versions)[number];

/** Lowest and highest versions that a client reads. */
export const versionBounds = [
  'GS1-EPCIS-Min',
  'GS1-EPCIS-Max',
  'GS1-CBV-Min',
  'GS1-CBV-Max',
] as const;

/** Asks for this one version of an answer; of a document that is sent, the document says it. */
const exactly = 'GS1-EPCIS-Version';

/** Everything by which a client says what it reads. */
export const versionRequests: readonly string[] = [...versionBounds, exactly];

/** Which version an answer is of. */
export function versionHeaders(version: Version): Readonly<Record<string, string>> {
  return { 'GS1-EPCIS-Version': version, 'GS1-CBV-Version': version };
}

/** The versions of those spoken that the client reads, best first. */
export function versionsWithin(request: Request): readonly Version[] {
  const exact = isReading(request) ? request.get(exactly) : undefined;
  return spokenFor(request).filter((version) => {
    const isWithin = versionBounds.every((name) => isMet(version, name, request.get(name)));
    return isWithin && (exact === undefined || numberOf(exact) === numberOf(version));
  });
}

/** 1.2 has documents of events, and nothing else of this interface. */
export function spokenFor(request: Request): readonly Version[] {
  const path = request.baseUrl + request.path;
  const isOfEvents = /^\/epcis\/(?:capture(?:\/|$)|events(?:\/|$)|[^/]+\/[^/]+\/events\/?$)/i.test(
    path,
  );
  return isOfEvents ? versions : ['2.0'];
}

export const isReading = ({ method }: Request) => method === 'GET' || method === 'HEAD';

/** Whether a version is no lower, or no higher, than asked for. */
function isMet(
  version: Version,
  name: (typeof versionBounds)[number],
  header: string | undefined,
): boolean {
  if (header === undefined) return true;
  const asked = numberOf(header);
  const spoken = numberOf(version) ?? 0;
  return asked !== undefined && (name.endsWith('Min') ? asked <= spoken : asked >= spoken);
}

/** A number to compare versions by; the third number of a version stands for corrections. */
function numberOf(version: string): number | undefined {
  const [, major, minor = '0'] = /^(\d{1,4})(?:\.(\d{1,4}))?(?:\.\d{1,4})?$/.exec(version) ?? [];
  return major === undefined ? undefined : Number(major) * 10_000 + Number(minor);
}
