import { gs1Uri } from '../../identifiers/index.js';
import { gs1, type PublicLink } from '../../links/index.js';
import type { Level } from './entity.js';

/** The address of our own page about a thing: what a Digital Link leads to unless its owner says otherwise. */
export function ownPage(key: string, publicUrl: string): string {
  return `${publicUrl}/t${key}`;
}

/**
 * All links of one level: those of its owner, and ours of kinds that its owner gives none of. What is recorded and what
 * is recalled an owner cannot give.
 */
export function linksOf(level: Level, publicUrl: string): readonly PublicLink[] {
  const given = new Set(level.links.map(({ linkType }) => linkType));
  return [
    ...level.links,
    ...ownLinks(level.key, publicUrl).filter(({ linkType }) => !given.has(linkType)),
  ];
}

function ownLinks(key: string, publicUrl: string): readonly PublicLink[] {
  const page = { ...usual, href: ownPage(key, publicUrl), ...ownPageSpeaks };
  const isProduct = /^\/01\/\d{14}$/.test(key);
  return [
    { ...page, linkType: gs1('traceability'), title: 'What is recorded of it, and by whom' },
    { ...page, linkType: gs1('recallStatus'), title: 'Whether it is recalled' },
    ...(isProduct ? [{ ...page, linkType: gs1('pip'), title: 'What it is' }] : []),
    {
      ...{ ...usual, linkType: gs1('epcis'), title: 'Its events, for those who may see them' },
      ...{ href: eventsOf(key, publicUrl), mediaType: 'application/json', forwardQuery: false },
    },
  ];
}

const usual = {
  ...{ batch: null, serial: null, hreflang: [], mediaType: null, context: [] },
  ...{ forwardQuery: true, isDefault: false },
};

const ownPageSpeaks = { hreflang: ['en', 'zh-CN'], mediaType: 'text/html' };

/** A query of EPCIS 2.0: batches and products are classes of things. */
function eventsOf(key: string, publicUrl: string): string {
  const isSingle = /^\/00\/|\/(?:21|235)\/[^/]+$/.test(key);
  const parameter = isSingle ? 'MATCH_anyEPC' : 'MATCH_anyEPCClass';
  return `${publicUrl}/epcis/events?${parameter}=${encodeURIComponent(gs1Uri(key) ?? '')}`;
}
