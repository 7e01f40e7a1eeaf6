/** An application identifier and its value. Values of open length come last where they can, then no separator is needed. */
export type Gs1Element = readonly [ai: string, value: string];
