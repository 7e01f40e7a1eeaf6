import type { Request } from 'express';

/** What we use of Express's router, which does not declare it. */
interface RouterLayer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** Methods that some route takes at this path, in capitals: an address can be right and its method wrong. */
export function allowedMethods(request: Request): readonly string[] {
  const { router } = request.app as unknown as { router: { stack: readonly RouterLayer[] } };
  const methods = router.stack
    .filter((layer) => layer.route !== undefined && layer.match(request.path))
    .flatMap((layer) => Object.keys(layer.route?.methods ?? {}))
    .filter((method) => method !== '_all')
    .map((method) => method.toUpperCase());
  return [...new Set(methods)].sort();
}
