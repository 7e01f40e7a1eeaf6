import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

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

export const xmlFolders = [
  ...['gs1/XML', 'openepcis-test-resources/1.2', 'openepcis-test-resources/2.0/EPCIS/XML'],
  ...['origintrail', 'event-hash'],
];

/** Every XML document of the examples that is meant to be one, and every one that is not. */
export function xmlDocuments(): {
  readonly valid: readonly Example[];
  invalid: readonly Example[];
} {
  const all = xmlFolders.flatMap((folder) => examplesBelow(folder, /\.xml$/));
  const isInvalid = ({ name }: Example): boolean => name.includes('/Invalid/');
  return { valid: all.filter((each) => !isInvalid(each)), invalid: all.filter(isInvalid) };
}

/** The example in JSON that says what one in XML says. */
export function jsonPairOf({ name }: Example): Example | undefined {
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
