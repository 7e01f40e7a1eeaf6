import { expandName } from '../../events/index.js';
import { ValueFault } from '../../kernel/index.js';

/**
 * The full names that a field name in a parameter may mean. It is an IRI, or has a prefix that EPCIS itself declares: a
 * parameter has no context that could declare others. The standard writes a name as namespace, `#` and field, whatever the
 * namespace ends with, where JSON-LD puts namespace and field together; so a `#` is read both ways.
 */
export function extensionNames(written: string): readonly string[] {
  const name = expandName(written, undefined);
  if (!/^(?:https?:\/\/[^\s/]|urn:[^\s:]+:\S)\S*$/i.test(name)) throw unknown(written);
  if (!name.includes('#')) return [name];
  const full = cbvName(name);
  return [name, full === name ? name.replace('#', '') : full];
}

/** GS1 writes its names of master data with `#` in XML and with `:` in JSON-LD; both are the one with `:`. */
export function cbvName(name: string): string {
  return name.replace(/^urn:epcglobal:cbv:mda#/, 'urn:epcglobal:cbv:mda:');
}

function unknown(written: string): ValueFault {
  const prefix = written.slice(0, written.indexOf(':')).slice(0, 60);
  return new ValueFault(
    `has the prefix ${JSON.stringify(prefix)}, which EPCIS does not declare; write the full IRI`,
  );
}
