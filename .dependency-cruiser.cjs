// The one table of layers (docs/ARCHITECTURE.md draws it). A module may import only modules of lower
// layers, and only through their front door, `index.ts`.
const layers = [
  { layer: 0, names: ['kernel'] },
  // What is wrong with an identifier is a fault of a value, which the kernel has the word for.
  { layer: 0, names: ['identifiers'] },
  { layer: 0, names: ['symbols'] },
  { layer: 1, names: ['platform'] },
  { layer: 2, names: ['log', 'access'] },
  { layer: 3, names: ['people', 'parties', 'products', 'rules'] },
  // It names the people of whoever reads it.
  { layer: 3, names: ['audit'] },
  { layer: 4, names: ['batches', 'codes', 'links', 'sharing', 'suppliers'] },
  // They are said of batches.
  { layer: 4, names: ['schemes'] },
  // A freeze locks the batches it is about, so holdings stands on batches (decision 0003).
  { layer: 4, names: ['holdings'] },
  { layer: 5, names: ['events'] },
  { layer: 6, names: ['activities', 'handoffs', 'trace', 'scans'] },
  // How long they are kept is for privacy to say.
  { layer: 7, names: ['complaints'] },
  { layer: 7, names: ['recalls', 'lookup', 'epcis', 'chain', 'privacy', 'labels'] },
  // They read what recalls say of goods.
  { layer: 7, names: ['sale-checks'] },
  // What of a batch is not known is what a trace finds.
  { layer: 7, names: ['balances'] },
  // They trace and balance as one does in earnest.
  { layer: 7, names: ['drills'] },
  { layer: 8, names: ['web'] },
  { layer: 9, names: ['cli'] },
];

const folder = (names) => `^src/(${names.join('|')})/`;

const modulesFrom = (row) => layers.slice(row).flatMap(({ names }) => names);

const upwardRules = layers.flatMap(({ layer, names }, row) =>
  names.map((name) => ({
    name: `only-downwards-from-${name}`,
    comment: `${name} (L${layer}) imports only from lower layers`,
    severity: 'error',
    from: { path: `^src/${name}/` },
    to: {
      path: folder(modulesFrom(row).filter((other) => other !== name)),
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

// Inside epcis, from what is asked of an event in any notation to who is told of it. What is said of all rooms, and puts them
// together, stands outside of them.
const epcisRooms = [
  ...['parameters', 'rules', 'json', 'xml', 'rest', 'vocabularies', 'query', 'answer'],
  ...['queries', 'capture', 'resources', 'subscriptions'],
];

const roomRules = epcisRooms.slice(0, -1).map((name, level) => ({
  name: `rooms-of-epcis-${name}`,
  comment: `epcis/${name} leads to no later room of epcis, by whatever way`,
  severity: 'error',
  from: { path: `^src/epcis/${name}/`, pathNot: '\\.test\\.ts$' },
  to: { path: `^src/epcis/(${epcisRooms.slice(level + 1).join('|')})/`, reachable: true },
}));

// Inside identifiers: how characters are judged, then what application identifiers and their values are, then the things that
// they name.
const identifierRules = [
  { room: 'linters', below: 'linters/' },
  { room: 'elements', below: '(elements|linters)/' },
].map(({ room, below }) => ({
  name: `rooms-of-identifiers-${room}`,
  comment: `identifiers/${room} knows nothing of the things that are named`,
  severity: 'error',
  from: { path: `^src/identifiers/${room}/`, pathNot: '\\.test\\.ts$' },
  to: {
    path: '^src/',
    pathNot: ['^src/kernel/', `^src/identifiers/(${below}|(check-digit|fault|percent)\\.ts$)`],
  },
}));

module.exports = {
  forbidden: [
    ...upwardRules,
    ...foldRules,
    ...roomRules,
    ...identifierRules,
    {
      name: 'known-modules-only',
      comment: 'every folder of src stands in the table of layers',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/[^/]+/', pathNot: folder(modulesFrom(0)) },
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
      comment: 'pg is spoken in stores, SQL files and platform/database',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['\\.store\\.ts$', '\\.sql\\.ts$', '^src/platform/database/', '\\.test\\.ts$'],
      },
      to: { path: 'node_modules/pg/' },
    },
    {
      name: 'typeorm-only-migrates',
      comment: 'rows go by SQL; TypeORM carries the migrations (decision 0009)',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/database/migrate\\.ts$' },
      to: { path: 'node_modules/typeorm/' },
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
