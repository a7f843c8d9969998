/** How the window speaks with main. `call` and `follow` are all there is; the rest keeps what several pages need. */
export { call, follow, connected } from './rpc.ts'
export { useCall, useFollow } from './use.ts'
export { useMeasure } from './measure.ts'
export { comparisons, comparisonsProblem, status, settings, setSettings, loadSettings, catalogue, catalogueProblem, loadCatalogue, startShared } from './shared.ts'
