/**
 * Who may import whom. The product is a stack: window → contract ← main's parts ← engine, and each part must be
 * understandable without the others, so every arrow that is not here is forbidden.
 */
const parts = ['app', 'system', 'ipc', 'bundles', 'evaluations', 'files', 'measures', 'runs', 'store', 'datasets', 'reports', 'statistics', 'plans']
/** Types of the engine's protocol and its data-only catalogue may be read by those who start or describe runs. */
const engineFaces = '^main/engine/(protocol|catalogue)\\.ts$'
/** @type {(...names: string[]) => string} installed, or only named when they are not */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/|^(${names.join('|')})$`
/** @type {(name: string, comment: string, from: string | object, to: string | object) => object} */
const never = (name, comment, from, to) => ({
  name, comment, severity: 'error',
  from: typeof from === 'string' ? { path: from } : from,
  to: typeof to === 'string' ? { path: to } : to,
})

module.exports = {
  forbidden: [
    never('no-cycles', 'Two files that need each other are one file, or lack a third. Types alone may go in a circle, and so may what is loaded later.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } }),
    never('nothing-unresolved', 'An import must lead somewhere.', {}, { couldNotResolve: true }),
    never('contract-alone', 'The contract is what all sides share; it imports zod and itself.', '^preload/contract/', { pathNot: ['^preload/contract/', packages('zod')] }),
    never('preload-small', 'The bridge carries messages; it needs the contract and Electron.', '^preload/[^/]+\\.ts$', { pathNot: ['^preload/', packages('electron', 'zod')] }),
    never('window-not-main', 'The window reaches main over the contract only.', '^renderer/', '^main/'),
    never('window-not-node', 'The window runs in a sandbox.', '^renderer/', { dependencyTypes: ['core'] }),
    never('features-apart', 'Features never import each other; what two need moves to ui, charts or client.', '^renderer/src/features/([^/]+)/', { path: '^renderer/src/features/', pathNot: '^renderer/src/features/$1/' }),
    never('window-below-features', 'What features share must not know them.', '^renderer/src/(charts|client|ui|i18n)/', '^renderer/src/(features|app)/'),
    never('engine-alone', 'The learning core knows the contract and nothing around it.', '^main/engine/', { path: '^(main|renderer)/', pathNot: '^main/(engine/|parent-channel\.ts$)' }),
    never('engine-no-desktop', 'The engine runs in any process; Electron and SQLite are not its business.', '^main/engine/', packages('electron', 'better-sqlite3', 'ws')),
    never('engine-from-outside', 'Outside the engine only its protocol and its catalogue are read; the rest loads TensorFlow.', { path: '^main/', pathNot: '^main/engine/' }, { path: '^main/engine/', pathNot: engineFaces }),
    never('store-no-engine', 'Histories open without any engine.', '^main/store/', '^main/engine/'),
    never('electron-in-app', 'The terminal runs without Electron, so only the desktop part imports it.', { path: '^main/', pathNot: ['^main/app/', '^main/index\\.ts$'] }, { path: packages('electron'), dependencyTypesNot: ['type-only'] }),
    never('parts-not-entries', 'Parts are put together by the entries and never reach back.', `^main/(${parts.join('|')}|engine)/`, '^main/(index|cli|workbench)\\.ts$'),
    never('statistics-pure', 'Statistics are functions of numbers; where these come from is not their business.', '^main/statistics/', '^main/(app|ipc|runs|store|datasets|plans|engine)/'),
    never('setup-bare', 'Set-up runs before anything is installed.', '^main/setup/', { pathNot: ['^main/setup/', '^preload/contract/messages/setup\\.js$'], dependencyTypesNot: ['core'] }),
    never('product-not-tests', 'The product runs without its tests.', '^(main|preload|renderer)/', '^test/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.vue', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}
