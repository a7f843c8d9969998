/** npm run bench [-- training … | mechanisms …]: training is measured unless mechanisms are asked for. */
const [word, ...rest] = process.argv.slice(2)
if (word === 'mechanisms' || word === 'training') process.argv.splice(2, Infinity, ...rest)
await (word === 'mechanisms' ? import('./mechanisms.ts') : import('./training.ts'))

export {}
