// The one table of layers (docs/ARCHITECTURE.md draws it). A module may import only modules of lower
// layers, and only through their front door, `index.ts`.
const layers = [
  ['kernel'],
  // Also L0: what is wrong with an identifier is a fault of a value, which the kernel has the word for.
  ['identifiers'],
  ['platform'],
  ['log', 'access'],
  ['parties', 'products', 'rules'],
  ['batches', 'codes'],
  // Also L4: a freeze locks the batches it is about, so holdings stands on batches (decision 0003).
  ['holdings'],
  ['events'],
  ['activities', 'handoffs', 'trace'],
  ['recalls', 'lookup', 'epcis'],
  ['web'],
  ['cli'],
];

const folder = (names) => `^src/(${names.join('|')})/`;

const upwardRules = layers.flatMap((names, level) =>
  names.map((name) => ({
    name: `only-downwards-from-${name}`,
    comment: `${name} (L${level}) imports only from lower layers`,
    severity: 'error',
    from: { path: `^src/${name}/` },
    to: {
      path: folder(
        layers
          .slice(level)
          .flat()
          .filter((other) => other !== name),
      ),
    },
  })),
);

// Inside holdings: what the fold speaks of, who meets whom, what each posting does. These three are the pure fold; what
// stops it and what keeps it stand on them.
const foldFolders = ['model', 'matching', 'books'];

const foldRules = foldFolders.map((name, level) => ({
  name: `pure-fold-${name}`,
  comment: `holdings/${name} knows the kernel and the folders of the fold below it, and nothing else`,
  severity: 'error',
  from: { path: `^src/holdings/${name}/`, pathNot: '\\.test\\.ts$' },
  to: {
    path: '.',
    pathNot: [
      '^src/kernel/',
      ...foldFolders.slice(0, level + 1).map((at) => `^src/holdings/${at}/`),
    ],
  },
}));

module.exports = {
  forbidden: [
    ...upwardRules,
    ...foldRules,
    {
      name: 'known-modules-only',
      comment: 'every folder of src stands in the table of layers',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/[^/]+/', pathNot: folder(layers.flat()) },
    },
    {
      name: 'nothing-imports-the-composition-root',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/cli/' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'front-door-only',
      comment: 'across modules import index.ts',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/[^/]+/.+', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'not-your-own-front-door',
      severity: 'error',
      from: { path: '^src/([^/]+)/(?!index\\.ts)' },
      to: { path: '^src/$1/index\\.ts$' },
    },
    {
      name: 'sql-only-in-stores',
      comment: 'typeorm and pg are spoken in stores, SQL files and platform/database',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['\\.store\\.ts$', '\\.sql\\.ts$', '^src/platform/database/', '\\.test\\.ts$'],
      },
      to: { path: 'node_modules/(typeorm|pg)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
};
