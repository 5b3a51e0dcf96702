// The walls between the rooms (docs/ARCHITECTURE.md). No exceptions: if a change hurts, move the wall first, in its own commit.
const room = (name) => `^${name}/src/`
const test = '\\.(test|bench)\\.tsx?$|/testing/'
const noImport = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: typeof from === 'string' ? { path: from } : from,
  to: typeof to === 'string' ? { path: to } : to,
})
const product = (name) => ({ path: room(name), pathNot: test })

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    noImport(
      'documents-is-pure',
      product('documents'),
      {
        path: '^(node:|pg|react|ws|fs|path|crypto)|^(persistence|sync-server|sync-client|app)/|node_modules/(pg|react|ws|zod)/',
        dependencyTypesNot: [],
      },
      'documents imports yjs and small pure libraries only',
    ),
    noImport(
      'documents-has-no-builtins',
      product('documents'),
      { dependencyTypes: ['core'] },
      'no node:, no time, no randomness: they are arguments',
    ),
    noImport(
      'persistence-knows-documents-only',
      product('persistence'),
      '^(sync-server|sync-client|app)/',
      'documents ← persistence ← sync-server',
    ),
    noImport(
      'server-knows-no-client',
      product('sync-server'),
      '^(sync-client|app)/',
      'documents ← persistence ← sync-server',
    ),
    noImport(
      'client-knows-documents-only',
      product('sync-client'),
      '^(persistence|sync-server|app)/',
      'documents ← sync-client ← app',
    ),
    noImport(
      'app-knows-client-and-documents',
      product('app'),
      '^(persistence|sync-server)/',
      'documents ← sync-client ← app',
    ),
    noImport(
      'sync-and-worker-meet-in-submit',
      { path: '^sync-server/src/worker/', pathNot: test },
      '^sync-server/src/(sync|http|auth|people)/',
      'hot and cold path meet only in the journal and in submit/',
    ),
    noImport(
      'sync-does-not-know-the-worker',
      { path: '^sync-server/src/(sync|submit)/', pathNot: test },
      '^sync-server/src/(worker|http|auth|people|demo)/',
      'hot and cold path meet only in the journal and in submit/',
    ),
    noImport(
      'submit-has-no-sockets',
      { path: '^sync-server/src/submit/', pathNot: test },
      '^sync-server/src/sync/|node_modules/(ws|fastify|@hocuspocus)/',
      'from limits to journal, no sockets',
    ),
    noImport(
      'features-do-not-know-each-other',
      { path: '^app/src/features/([^/]+)/', pathNot: test },
      { path: '^app/src/features/([^/]+)/', pathNot: '^app/src/features/$1/' },
      'features are composed in routes/',
    ),
    noImport(
      'ui-knows-nobody',
      { path: '^app/src/ui/', pathNot: test },
      // Named faults are of the tests, wherever the rule they break is kept.
      '^app/src/(features|engine|shell|routes|view)/|^sync-client/|^documents/(?!src/faults[.]ts$)',
      'the design system knows neither sync nor features',
    ),
    noImport(
      'view-knows-no-screen',
      { path: '^app/src/view/', pathNot: test },
      '^app/src/(features|shell|routes)/',
      'view/ is what board, table and find share; it knows none of them',
    ),
    noImport(
      'screens-never-touch-yjs',
      { path: '^app/src/', pathNot: test },
      'node_modules/(yjs|y-protocols)/',
      'screens read snapshots and call edits',
    ),
    noImport(
      'only-the-engine-syncs',
      { path: '^app/src/', pathNot: `^app/src/engine/|${test}` },
      '^sync-client/',
      'app/src/engine is the only door to sync-client',
    ),
    noImport(
      'yjs-stays-in-its-rooms',
      { path: '^(persistence/src|sync-server/src/(http|auth|access|people|demo))/', pathNot: test },
      'node_modules/(yjs|y-protocols)/',
      'Yjs types stay inside documents, sync-client, sync-server/sync, sync-server/worker',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
