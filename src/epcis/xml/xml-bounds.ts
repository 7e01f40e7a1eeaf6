import { tooLong } from '../rules/document-limits.js';
import { namespaceLengthMax } from '../json/context.js';
import { depthMax } from '../json/json-bounds.js';

/** Elements and attributes of one document: each takes memory before anything can be said of it. */
export const partsMax = 200_000;

/** Attributes of one element, which are looked at together. */
export const attributesMax = 1_000;

/** Characters of a name, which stands in the path of each fault at it or below it. */
export const nameLengthMax = 256;

/** Counts the parts of a document while it is parsed, and refuses what goes beyond a bound. */
export class XmlBounds {
  private parts = 0;
  private attributes = 0;

  constructor(private readonly refuse: (detail: string) => never) {}

  /** An attribute of the element that comes next. */
  attribute(name: string, value: string): void {
    this.count(name);
    if (/^xmlns(:|$)/.test(name) && value.length > namespaceLengthMax) {
      this.refuse(`has a namespace of more than ${namespaceLengthMax} characters; shorten it`);
    }
    this.attributes += 1;
    if (this.attributes > attributesMax) {
      this.refuse(
        `has more than ${attributesMax} attributes on one element; leave out most of them`,
      );
    }
  }

  /** @param depth how many elements it stands in */
  element(name: string, depth: number): void {
    this.count(name);
    this.attributes = 0;
    if (depth === depthMax) {
      this.refuse(`is nested more than ${depthMax} levels deep; flatten it`);
    }
  }

  private count(name: string): void {
    this.parts += 1;
    if (this.parts > partsMax) throw tooLong(`more than ${partsMax} elements and attributes`);
    if (name.length > nameLengthMax) {
      this.refuse(`has a name of more than ${nameLengthMax} characters; shorten it`);
    }
  }
}
