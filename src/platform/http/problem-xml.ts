import { xmlText, type Markup } from '../../kernel/index.js';

/** The members of a problem as `application/problem+xml` (RFC 9457, appendix B): entries of a list are called `i`. */
export function problemXml(members: Readonly<Record<string, unknown>>): string {
  const attributes = { xmlns: 'urn:ietf:rfc:7807' };
  return xmlText({ name: 'problem', attributes, children: elementsOf(members) });
}

function elementsOf(members: object): readonly Markup[] {
  return Object.entries(members).map(([name, value]: [string, unknown]) => elementOf(name, value));
}

function elementOf(name: string, value: unknown): Markup {
  if (Array.isArray(value)) {
    return { name, children: value.map((entry: unknown) => elementOf('i', entry)) };
  }
  if (typeof value === 'object' && value !== null) return { name, children: elementsOf(value) };
  return { name, text: typeof value === 'string' ? value : JSON.stringify(value) };
}
