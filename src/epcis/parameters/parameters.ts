import {
  faultyProblem,
  pointerTo,
  ValueFault,
  type Fault,
  type ProblemKind,
} from '../../kernel/index.js';

/** Parameters of one query: each is a condition of the statement, and planning them costs more than sending them. */
export const parametersMax = 50;

/** Values of one parameter: beyond it a client means a list of its own, which is many queries. */
export const valuesMax = 100;

export const several = `At most ${valuesMax}, divided by \`|\` or given repeatedly.`;

/** The parameters of one request, read one by one. What is wrong with any of them is gathered, and told together. */
export class Parameters {
  private readonly found: Fault[] = [];
  private readonly unread: Set<string>;
  private readonly given: ReadonlyMap<string, readonly string[]>;

  /** As a query string gives them: one text, or a list of them where a name is repeated. Of too many none is read. */
  constructor(parameters: Readonly<Record<string, unknown>>) {
    let entries = Object.entries(parameters);
    if (entries.length > parametersMax) {
      const detail = `has more than ${parametersMax} parameters; ask in several queries`;
      this.found.push({ pointer: '', detail });
      entries = [];
    }
    this.given = new Map(entries.map(([name, value]) => [name, [value].flat().map(String)]));
    this.unread = new Set(this.given.keys());
  }

  get names(): readonly string[] {
    return [...this.given.keys()];
  }

  get faults(): readonly Fault[] {
    return this.found;
  }

  /** What the reading makes of the texts of a parameter; undefined where it is not given, or where the reading refuses. */
  all<T>(name: string, reading: (texts: readonly string[]) => T): T | undefined {
    this.unread.delete(name);
    const texts = this.given.get(name);
    try {
      return texts && reading(texts);
    } catch (error) {
      if (!(error instanceof ValueFault)) throw error;
      this.found.push({ pointer: pointerTo('', name), detail: error.message });
      return undefined;
    }
  }

  /** The same of a parameter that is to be given once, with a value. */
  one<T>(name: string, reading: (text: string) => T): T | undefined {
    return this.all(name, (texts) => reading(single(texts)));
  }

  /** What nobody has read is a fault: passing over it would answer something else than was asked. */
  refuseUnread(known: Iterable<string>): void {
    for (const name of this.unread) this.all(name, () => refuseUnknown(known));
  }

  /** Refuses the query for all that was found. */
  settle(kind: ProblemKind): void {
    if (this.found.length > 0) throw faultyProblem(kind, 'The query', this.found);
  }
}

export function refuseUnknown(known: Iterable<string>): never {
  throw new ValueFault(`is not read here; use ${[...known].join(', ')}`);
}

/** The value of a parameter that has one. */
export function single(values: readonly string[]): string {
  const [value = '', ...more] = values;
  if (more.length > 0 || value === '') {
    throw new ValueFault('is to be given once, with a value');
  }
  return value;
}

/** The value of a parameter that asks whether there is something; it may be left empty. */
export function singleOrNone(values: readonly string[]): string {
  if (values.length > 1) throw new ValueFault('is to be given once');
  return values[0] ?? '';
}

/** The values of a list: divided by `|`, given repeatedly, or both. */
export function listed(values: readonly string[]): readonly string[] {
  const all = values.flatMap((text) => text.split('|'));
  if (all.includes('')) throw new ValueFault('has an empty value; leave it out or fill it in');
  if (all.length > valuesMax) {
    throw new ValueFault(`has more than ${valuesMax} values; ask in several queries`);
  }
  return all;
}
