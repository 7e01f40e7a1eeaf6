/** All is well; otherwise a problem is answered. */
export class HealthView {
  /** @example "ready" */
  status!: string;
}
