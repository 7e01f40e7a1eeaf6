/** What events are about, as far as it may bring goods into the scope of a recall. */
export interface Touched {
  readonly products: readonly string[];
  /** Logistic units, by their keys. */
  readonly units: readonly string[];
  /** Some event may be about any goods: it names none, or stirs a tank, which mixes products. */
  readonly anything: boolean;
}

/** What an event has to be about to change who holds goods in the scope of a recall. */
export interface Reach {
  /** Of all batches in scope: goods without a batch may be of these, and late records change who drew which. */
  readonly products: ReadonlySet<string>;
  /** Units that ever held goods in scope. */
  readonly carriers: ReadonlySet<string>;
}

export function isTouched({ products, carriers }: Reach, touched: Touched): boolean {
  return (
    touched.anything ||
    touched.products.some((product) => products.has(product)) ||
    touched.units.some((unit) => carriers.has(unit))
  );
}
