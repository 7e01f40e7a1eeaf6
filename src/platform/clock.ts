/** The present. Injected wherever time matters, so that tests pass their own. */
export class Clock {
  /** Milliseconds since 1970-01-01T00:00Z, by this machine's clock. */
  now(): number {
    return Date.now();
  }
}
