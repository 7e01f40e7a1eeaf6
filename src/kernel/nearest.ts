/** The candidate that needs the fewest edits to become `word`, within `editsMax`; the first of equals. */
export function nearest(
  word: string,
  candidates: Iterable<string>,
  editsMax = 2,
): string | undefined {
  let best: string | undefined;
  let fewest = editsMax + 1;
  for (const candidate of candidates) {
    // A difference in length is a lower bound, which also keeps a hostile word from costing anything.
    if (Math.abs(candidate.length - word.length) >= fewest) continue;
    const count = edits(word, candidate);
    if (count < fewest) [best, fewest] = [candidate, count];
  }
  return best;
}

/** Levenshtein distance: insertions, deletions and substitutions of one character. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const substitution = (row[j] ?? 0) + Number(a[i] !== b[j]);
      next.push(Math.min(substitution, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
