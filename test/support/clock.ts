import { Clock } from '../../src/platform/clock.js';

/** A clock that stands still until a test moves it. */
export class TestClock extends Clock {
  constructor(private milliseconds = Date.UTC(2026, 10, 23, 4, 0, 0)) {
    super();
  }

  override now(): number {
    return this.milliseconds;
  }

  advance(milliseconds: number): void {
    this.milliseconds += milliseconds;
  }

  set(instant: string): void {
    this.milliseconds = Date.parse(instant);
  }
}
