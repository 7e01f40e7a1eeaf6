import { linters, type Linter } from '../linters/linters.js';
import { aiRows } from './ai-rows.js';

/** One application identifier (AI) with its value: what every GS1 notation is made of. */
export type Element = readonly [ai: string, value: string];

/** A run of characters of a value, with its own checks. Only the last ones of a value may be left out or vary in length. */
export interface Component {
  readonly least: number;
  readonly most: number;
  readonly isOptional: boolean;
  readonly isNumeric: boolean;
  readonly linters: readonly Linter[];
}

/** What GS1 has assigned to an AI. */
export interface ApplicationIdentifier {
  readonly components: readonly Component[];
  /** The characters that a value has at least and at most. */
  readonly least: number;
  readonly most: number;
  /** Its values end without a separator. */
  readonly isPredefined: boolean;
  /** Whether it may stand in the query of a Digital Link. */
  readonly isAttribute: boolean;
  /** Groups of AIs, of which one must be there too, with every AI of it. */
  readonly needs: readonly (readonly string[])[];
  /** AIs that may not be there too. In both lists `31nn` means all AIs that start so. */
  readonly excludes: readonly string[];
  /** Of a primary key of Digital Links: what may follow it, in this order, each line an alternative to the others. */
  readonly qualifiers: readonly (readonly string[])[] | undefined;
}

const rowShape = /^(\S+) +([*-]*) *((?:\[?[NXYZ]\S+ *)+)(.*)$/;

const table: ReadonlyMap<string, ApplicationIdentifier> = new Map(
  aiRows
    .trim()
    .split('\n')
    .flatMap((row) => entriesOf(row)),
);

/** What GS1 has assigned to an AI; undefined when it has assigned nothing. */
export function applicationIdentifier(ai: string): ApplicationIdentifier | undefined {
  return table.get(ai);
}

/** All AIs that are assigned. */
export const applicationIdentifiers: readonly string[] = [...table.keys()];

function entriesOf(row: string): readonly (readonly [string, ApplicationIdentifier])[] {
  const [, names = '', flags = '', format = '', attributes = ''] = rowShape.exec(row) ?? [];
  const components = format.trim().split(/ +/).map(componentOf);
  return names
    .split(',')
    .flatMap(expanded)
    .map((ai) => [
      ai,
      {
        components,
        least: components.reduce((sum, part) => sum + (part.isOptional ? 0 : part.least), 0),
        most: components.reduce((sum, part) => sum + part.most, 0),
        isPredefined: flags.includes('*'),
        isAttribute: !flags.includes('-'),
        needs: listsOf(attributes, 'req').map((group) => group.split('+')),
        excludes: listsOf(attributes, 'ex').map((other) =>
          other === 'same' ? `${ai.slice(0, 3)}n` : other,
        ),
        qualifiers: qualifiersIn(attributes),
      },
    ]);
}

/** `310n` is 3100 to 3105, `91-99` all from the one to the other. */
function expanded(name: string): readonly string[] {
  const [first = '', last = first] = name.includes('-')
    ? name.split('-')
    : [name.replace('n', '0'), name.replace('n', '5')];
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, i) =>
    String(Number(first) + i).padStart(first.length, '0'),
  );
}

function componentOf(text: string): Component {
  const [, bracket = '', set = '', dots = '', length = '', names = ''] =
    /^(\[?)([NXYZ])(\.\.)?(\d+)((?:,\w+)*)\]?$/.exec(text) ?? [];
  const checks = [set, ...names.split(',').slice(1)];
  return {
    least: dots === '' ? Number(length) : 1,
    most: Number(length),
    isOptional: bracket !== '',
    isNumeric: set === 'N',
    linters: checks.map((name) => {
      const linter = linters.get(name);
      if (linter === undefined) throw new Error(`no linter is called ${name}`);
      return linter;
    }),
  };
}

function listsOf(attributes: string, name: string): readonly string[] {
  return new RegExp(`(?:^| )${name}=(\\S+)`).exec(attributes)?.[1]?.split(',') ?? [];
}

function qualifiersIn(attributes: string): readonly (readonly string[])[] | undefined {
  const [found, lines] = /(?:^| )key(?:=(\S+))?/.exec(attributes) ?? [];
  if (found === undefined) return undefined;
  return lines === undefined ? [] : lines.split('|').map((line) => line.split(','));
}
