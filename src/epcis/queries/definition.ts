import { faultyProblem, pointerTo, type Fault } from '../../kernel/index.js';
import { invalidQuery } from '../epcis.problems.js';
import { ofPages } from '../parameters/page-token.js';
import { readEventQuery, type EventQuery } from '../query/event-query.js';

/** The parameters of a named query as they were sent: JSON values, where those of an address are texts. */
export type Definition = Readonly<Record<string, unknown>>;

/** Characters of a definition as JSON: fifty parameters with a few identifiers each have room in it. */
export const definitionCharactersMax = 20_000;

/** Refuses a definition that could never be answered; the faults point into the body that bears it as `query`. */
export function checkDefinition(definition: Definition): void {
  const faults = definitionFaults(definition);
  if (faults.length === 0) return;
  const inBody = faults.map((fault) => ({ ...fault, pointer: `/query${fault.pointer}` }));
  throw faultyProblem(invalidQuery, 'The query', inBody);
}

function definitionFaults(definition: Definition): readonly Fault[] {
  if (JSON.stringify(definition).length > definitionCharactersMax) {
    const detail = `has more than ${definitionCharactersMax} characters as JSON; make several queries`;
    return [{ pointer: '', detail }];
  }
  const alien = Object.keys(definition)
    .filter((name) => ofPages.has(name))
    .map((name) => ({
      pointer: pointerTo('', name),
      detail: 'goes with asking; leave it out of the query',
    }));
  const asked = Object.entries(definition).filter(([name]) => !ofPages.has(name));
  const { parameters, faults } = parametersOf(Object.fromEntries(asked));
  const query = readEventQuery(parameters);
  return [...alien, ...faults, ...('faults' in query ? query.faults : [])];
}

/** The query of a definition, narrowed by the parameters of one request; what both say is refused. */
export function definedQuery(definition: Definition, asked: Definition = {}): EventQuery {
  const twice = Object.keys(asked)
    .filter((name) => name in definition)
    .map((name) => ({
      pointer: pointerTo('', name),
      detail: 'is said by the named query; leave it out',
    }));
  const query =
    twice.length > 0
      ? { faults: twice }
      : readEventQuery({ ...parametersOf(definition).parameters, ...asked });
  if ('faults' in query) throw faultyProblem(invalidQuery, 'The query', query.faults);
  return query;
}

/** A definition as the address that would ask the same; values of other types are faults, and left out. */
function parametersOf(definition: Definition) {
  const parameters: Record<string, string | readonly string[]> = {};
  const faults: Fault[] = [];
  for (const [name, value] of Object.entries(definition)) {
    const read = name.startsWith('EXISTS_') ? presenceOf : textOf;
    const texts = Array.isArray(value) ? value.map(textOf) : read(value);
    if (typeof texts === 'string') parameters[name] = texts;
    else if (Array.isArray(texts) && texts.length > 0 && texts.every(isText)) {
      parameters[name] = texts;
    } else {
      const detail = 'must be a text, a number, true, false or a list of them that is not empty';
      faults.push({ pointer: pointerTo('', name), detail });
    }
  }
  return { parameters, faults };
}

/** The JSON schema of queries has an integer or null where an address says nothing or `true`. */
function presenceOf(value: unknown): string | undefined {
  if (value === null) return '';
  return typeof value === 'number' ? String(value !== 0) : textOf(value);
}

function textOf(value: unknown): string | undefined {
  const isScalar = ['string', 'number', 'boolean'].includes(typeof value);
  return isScalar ? String(value) : undefined;
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}
