/**
 * The rules that a captured event has to keep, by the name that its faults say: the layer, then what is asked. Each layer sees what
 * the one before it let pass, and where it comes from.
 */
export const captureRules = {
  'schema.type':
    'A value has the JSON type, and an object or list the form, that EPCIS 2.0 gives it.',
  'schema.required': 'Members that EPCIS 2.0 asks for are there.',
  'schema.member': 'Members are those of EPCIS 2.0, or have the prefix of another vocabulary.',
  'schema.list': 'Lists have entries enough, and sets name each thing once.',
  'schema.choice': 'Closed lists of EPCIS 2.0 are kept: types of events, actions, the version.',
  'schema.xml':
    'XML is well formed, declares no DTD and no entities, and its elements are those of the XML schema of EPCIS, in its order.',
  'format.time': 'Times are RFC 3339 with an offset; offsets are written in digits.',
  'format.uri': 'URIs are absolute (RFC 3986).',
  'format.identifier': 'Keys of GS1, in any notation, are well formed and have their check digit.',
  'format.number': 'Numbers keep all their digits; hexadecimal is hexadecimal.',
  'format.context':
    'Prefixes are declared as JSON-LD 1.1 has it; addresses are kept and never fetched.',
  'format.bounds': 'Texts, lists and nesting stay within the limits of this service.',
  'semantics.event':
    'An event of its type and action says what it needs to mean something (EPCIS 2.0, 7.4).',
  'semantics.word': 'Words are of the Core Business Vocabulary 2.0, or the URI of somebody else.',
  'semantics.unit': 'Units are codes of UN/CEFACT Recommendation 20.',
  'semantics.quantity': 'Amounts are not negative.',
  'semantics.time': 'What is recorded lies in the past.',
  'semantics.books': 'Members of ours that the books read have the form that they are booked in.',
  'profile.fsma-204':
    'Asked for by the request: critical tracking events say their key data elements (21 CFR part 1, subpart S).',
} as const satisfies Readonly<Record<string, string>>;

export type CaptureRule = keyof typeof captureRules;
