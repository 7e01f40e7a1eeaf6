import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);
const loader = 'furrow.package';
globalThis[Symbol.for(loader)] = load;

/**
 * A transform that puts in place of a package's file the package as Node itself loads it: once for each worker, where Jest
 * would load it anew for each file of tests, which took longer than the tests. Our own modules stay each file's own.
 */
export default {
  process: (source, file, kind) => ({ code: codeFor(source, file, kind) }),
  /** An upgrade may change what a file exports and leave its text as it was. */
  getCacheKey: (source, file, kind) =>
    createHash('sha256')
      .update(codeFor(source, file, kind))
      .digest('hex'),
};

function codeFor(source, file, { supportsStaticESM, supportsDynamicImport }) {
  // Jest itself and its transforms, which it loads by this way too, but outside of tests.
  if (!supportsDynamicImport) return source;
  const loaded = `globalThis[Symbol.for('${loader}')](${JSON.stringify(file)})`;
  if (!supportsStaticESM) return `module.exports = ${loaded};`;
  const names = Object.keys(load(file)).filter((name) => name !== 'default');
  return [
    `const loaded = ${loaded};`,
    `export const { ${names.join(', ')} } = loaded;`,
    'export default loaded.default;',
  ].join('\n');
}
