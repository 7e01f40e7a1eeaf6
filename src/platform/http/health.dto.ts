/** All is well; otherwise a problem is answered. */
export class HealthView {
  /**
   * `live`: the process answers. `ready`: its database answers too.
   * @example "ready"
   */
  status!: string;
}
