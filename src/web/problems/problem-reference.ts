import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { declaredProblems, type ProblemKind } from '../../kernel/index.js';

/** A kind of problem with what the reference says about it, in English. */
export interface ExplainedProblem extends ProblemKind {
  readonly meaning: string;
  readonly whatToDo: string;
}

const page = 'docs/reference/problems.md';

/**
 * Reads the reference, so that its texts are written once. Cells keep their marks for code; a link becomes its text
 * with the path of the file it leads to, since the documentation itself is not served.
 */
function readReference(markdown: string): ExplainedProblem[] {
  const rows = new Map(
    [...markdown.matchAll(/^\| `([a-z-]+)` *\|[^|]*\|([^|]*)\|([^|]*)\|$/gm)].map(
      ([, code = '', meaning = '', whatToDo = '']) =>
        [code, { meaning: told(meaning), whatToDo: told(whatToDo) }] as const,
    ),
  );
  return declaredProblems().flatMap((kind) => {
    const texts = rows.get(kind.code);
    return texts === undefined ? [] : [{ ...kind, ...texts }];
  });
}

let explained: readonly ExplainedProblem[] | undefined;

/** Every kind of problem, by its code. The page is read when it is first asked for. */
export function explainedProblems(): readonly ExplainedProblem[] {
  explained ??= readReference(readFileSync(pathOfPage(), 'utf8'));
  return explained;
}

function told(cell: string): string {
  return cell.trim().replace(/\[([^\]]+)\]\(([^)]+)\)/g, (_, text: string, link: string) => {
    return `${text} (\`${path.posix.join(path.posix.dirname(page), link)}\`)`;
  });
}

/** Beside the sources or beside what was built of them: the nearest folder above that holds the page. */
function pathOfPage(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, page)) && folder !== path.dirname(folder)) {
    folder = path.dirname(folder);
  }
  return path.join(folder, page);
}
