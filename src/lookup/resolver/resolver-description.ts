import { gs1 } from '../../links/index.js';

/** Primary keys of GS1 whose things strangers are told of. */
export const supportedPrimaryKeys = ['00', '01'] as const;

/** Where the meaning of a linkset's members stands, for those who read it as JSON-LD. */
export const linksetContext = 'https://ref.gs1.org/standards/resolver/linkset-context';

/** The resolver description file of a GS1-Conformant Resolver, at `/.well-known/gs1resolver`. */
export function resolverDescription(publicUrl: string) {
  return {
    name: 'Furrow',
    resolverRoot: publicUrl,
    supportedPrimaryKeys,
    supportedLinkType: [{ namespace: gs1(''), prefix: 'gs1:' }],
    linkTypeDefaultCanBeLinkset: false,
  };
}
