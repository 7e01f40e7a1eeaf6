import type { Request } from 'express';
import { Problem } from '../../kernel/index.js';
import { xmlTypes } from '../../platform/index.js';
import { epcFormats, type EpcFormat } from './epc-format.js';
import { formatNotAcceptable, invalidHeader } from '../epcis.problems.js';
import { versionRequests, versionsWithin, type Version } from '../rest/versions.js';
import { jsonTypes } from '../rest/media-types.js';
import type { WordForm } from '../xml/writing.js';

/** How an answer of events is written, as its client asks for it. */
export interface AnswerFormat {
  readonly mediaType: string;
  readonly version: Version;
  readonly epcs: EpcFormat;
  /** How words of the CBV are written in XML. */
  readonly words: WordForm;
}

export const epcHeader = 'GS1-EPC-Format';
export const wordHeader = 'GS1-CBV-XML-Format';

/** Words are recorded bare, so that there is no form of theirs to be kept: whoever has no preference gets URNs. */
export const wordFormats: Readonly<Record<string, WordForm>> = {
  No_Preference: 'urn',
  Always_Web_URI: 'web',
  Always_URN: 'urn',
  Never_Translates: 'urn',
};

/** Every header that shapes an answer, for `Vary`. */
export const shapingHeaders = ['Accept', epcHeader, wordHeader, ...versionRequests].join(', ');

/** Reads the headers that shape an answer of events. Refuses what is not known (400) and what is not written here (406). */
export function answerFormatOf(request: Request): AnswerFormat {
  const epcs = epcFormatOf(request);
  const words = chosen(request, wordHeader, Object.keys(wordFormats)) ?? 'No_Preference';
  const versions = versionsWithin(request);
  const types = [...new Set(versions.flatMap(typesOf))];
  const mediaType = request.accepts(types);
  const version = versions.find((each) => typesOf(each).includes(mediaType || ''));
  if (mediaType === false || version === undefined) throw notAcceptable(types, versions);
  return { mediaType, version, epcs, words: wordFormats[words] ?? 'urn' };
}

/** How a request asks for identifiers to be written. */
export function epcFormatOf(request: Request): EpcFormat {
  return chosen(request, epcHeader, epcFormats) ?? 'Never_Translates';
}

/** 1.2 has no form but XML. */
function typesOf(version: Version): readonly string[] {
  return version === '2.0' ? [...jsonTypes, ...xmlTypes] : xmlTypes;
}

function chosen<Value extends string>(
  request: Request,
  header: string,
  known: readonly Value[],
): Value | undefined {
  const sent = request.get(header);
  const value = known.find((each) => each === sent);
  if (sent === undefined || value !== undefined) return value;
  throw new Problem(invalidHeader, `${header} must be among ${known.join(', ')}, or be left out.`);
}

function notAcceptable(types: readonly string[], versions: readonly Version[]): Problem {
  return new Problem(
    formatNotAcceptable,
    `Events are answered in EPCIS ${versions.join(' or ')} as ${types.join(', ')}; ask for one of these in Accept, or for any.`,
  );
}
