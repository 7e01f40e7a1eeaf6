/** Prefixes for namespaces whose own ones cannot be used: `ns1`, `ns2` and so on. */
export class MadeUpPrefixes {
  private made = 0;

  /** The next one that is free. Counting goes on from the last, so that many of them cost no more than their number. */
  next(isFree: (prefix: string) => boolean): string {
    let prefix: string;
    do {
      this.made += 1;
      prefix = `ns${this.made}`;
    } while (!isFree(prefix));
    return prefix;
  }
}
