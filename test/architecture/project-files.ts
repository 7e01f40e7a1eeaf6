import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A text file of this project. */
export interface ProjectFile {
  /** From the top of the checkout, with slashes. */
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

const notOurs = new Set(['node_modules', 'dist', 'coverage', '.git', '.data']);
const isText = /\.(?:tsx?|[cm]?js|json|md|sql|sh|ya?ml|css|html|svg)$|^\.ci\/|^LICENSE$/;

/** Every text file that somebody here wrote or generated, in the order of their paths. */
export const projectFiles: readonly ProjectFile[] = filesBelow('.')
  .filter((file) => isText.test(file) && file !== 'package-lock.json')
  .sort()
  .map((file) => ({
    path: file,
    name: path.posix.basename(file),
    text: readFileSync(file, 'utf8'),
  }));

/** The files whose path matches. */
export function filesAt(pattern: RegExp): ProjectFile[] {
  return projectFiles.filter((file) => pattern.test(file.path));
}

/** The module of src that a file belongs to; undefined for the composition root and files elsewhere. */
export function moduleOf({ path: file }: ProjectFile): string | undefined {
  return /^src\/([^/]+)\//.exec(file)?.[1];
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const below = path.posix.join(directory, entry.name);
    return entry.isDirectory() ? filesBelow(below) : [below];
  });
}
