/** A symbol as it is drawn: dark and light modules, without the light zone that has to stay around it. */
export interface Modules {
  readonly width: number;
  /** 1 for a bar code: its one row of modules is drawn as high as the label wants. */
  readonly height: number;
  /** Light modules that the standard of the symbol asks for on every side; scanners fail without them. */
  readonly quietZone: number;
  /** Asked from the upper left; outside of the symbol all is light. */
  readonly isDark: (x: number, y: number) => boolean;
}

/** Neighbouring dark modules of a row. */
export interface Run {
  readonly x: number;
  readonly y: number;
  readonly length: number;
}

/** Runs are a third of the bytes of single modules, and leave no hairlines between them. */
export function darkRuns({ width, height, isDark }: Modules): Run[] {
  const runs: Run[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const start = x;
      while (isDark(x, y)) x++;
      if (x > start) runs.push({ x: start, y, length: x - start });
    }
  }
  return runs;
}

/** Modules from rows of 0 and 1, as encoders give them. */
export function modulesOf(rows: readonly (readonly number[])[], quietZone: number): Modules {
  const isDark = (x: number, y: number) => rows[y]?.[x] === 1;
  return { width: rows[0]?.length ?? 0, height: rows.length, quietZone, isDark };
}
