import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { captured } from './verdicts.js';

/** The GS1 and OpenEPCIS example documents stand beside the checkout and are read there, never copied. */
export const examplesFolder = join(process.cwd(), '..', 'shared', 'epcis-examples');

export const captureFolder = 'openepcis-test-resources/2.0/EPCIS/JSON/Capture';

/** Whether the examples are there. In CI they must be; elsewhere a notice says what was not tested. */
export function examplesPresent(): boolean {
  if (existsSync(examplesFolder)) return true;
  if (process.env['CI']) throw new Error(`the EPCIS examples are missing: ${examplesFolder}`);
  process.stderr.write(
    `notice: no EPCIS examples beside the checkout (${examplesFolder}), so nothing is tested with them; that is no fault\n`,
  );
  return false;
}

export interface Example {
  /** Path below the folder of examples. */
  readonly name: string;
  readonly text: string;
}

/** Every document of one kind below one folder of the examples, by name. */
export function examplesBelow(folder: string, kind = /\.json(ld)?$/): readonly Example[] {
  if (!examplesPresent()) return [];
  return readdirSync(join(examplesFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && kind.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ name: relative(examplesFolder, path), text: readFileSync(path, 'utf8') }));
}

/** Every document of the examples that capture has to take, by the table of verdicts. */
export function capturedExamples(kind: RegExp): readonly Example[] {
  return examplesBelow('.', kind).filter(({ name }) => name in captured);
}

/** A document in XML and the one in JSON that says the same. */
export interface Pair {
  readonly xml: Example;
  readonly json: Example;
  /** Why they do not say the same, where they do not. */
  readonly unlike: string | undefined;
}

const unlike: readonly (readonly [name: RegExp, why: string])[] = [
  [/ObjectEvent_with_comment/, 'JSON has as rdfs:comment what is a comment in XML'],
  [/TransformationEvent_with_userExt/, 'JSON has an attribute as if it were an element'],
  [/Events\/TransactionEvent/, 'JSON leaves out empty elements'],
];

export function xmlPairs(): readonly Pair[] {
  return capturedExamples(/\.xml$/)
    .filter(({ name }) => /openepcis.*\/2\.0|event-hash/.test(name))
    .flatMap((xml) => {
      const json = jsonPairOf(xml);
      const why = unlike.find(([pattern]) => pattern.test(xml.name))?.[1];
      return json === undefined ? [] : [{ xml, json, unlike: why }];
    });
}

function jsonPairOf({ name }: Example): Example | undefined {
  const candidates = [
    name.replace('/XML/', '/JSON/').replace(/xml$/, 'json'),
    // One of them has another spelling of its name.
    name.replace('/XML/', '/JSON/').replace(/_errorDeclaration.xml$/, '_error_declaration.json'),
    name.replace(/xml$/, 'jsonld'),
  ];
  const found = candidates.find((each) => each !== name && existsSync(join(examplesFolder, each)));
  return found === undefined
    ? undefined
    : { name: found, text: readFileSync(join(examplesFolder, found), 'utf8') };
}

/** The documents the capture interface has to take: all of GS1's but the answer to a query. */
export function validDocuments(): readonly Example[] {
  return [
    ...examplesBelow('gs1/JSON').filter(({ name }) => !name.endsWith('EPCISQueryDocument.jsonld')),
    ...examplesBelow(`${captureFolder}/Documents`),
    ...examplesBelow(`${captureFolder}/Events`),
  ];
}
