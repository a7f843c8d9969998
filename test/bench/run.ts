/** npm run bench [-- training … | mechanisms … | window …]: training is measured unless another is asked for. */
const [word, ...rest] = process.argv.slice(2)
const benches = { training: () => import('./training.ts'), mechanisms: () => import('./mechanisms.ts'), window: () => import('./window.ts') }
const named = word !== undefined && Object.hasOwn(benches, word)
if (named) process.argv.splice(2, Infinity, ...rest)
await benches[named ? word as keyof typeof benches : 'training']()

export {}
