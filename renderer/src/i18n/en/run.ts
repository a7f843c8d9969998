export default {
  empty: 'No runs yet', emptyNext: 'Runs appear here once the plan is started.',
  runsDone: '{finished} of {total} runs are done.', timeLeft: 'About {time} left.', paused: 'Paused: the run under way goes on to its end, then none begins.', pausedIdle: 'Paused: no run begins until you go on.', allDone: 'All {total} runs are done.', someFailed: '{n} did not finish. | {n} did not finish. | {n} did not finish.', stoppedNow: 'The rest was stopped.',
  now: 'Now: {name}, seed {seed}, ', epochOf: 'epoch {epoch} of {epochs}, {speed} images/s.', preparing: 'preparing.', noVerdictYet: 'No verdict before all seeds of a model are in.', waitingNext: 'The next run begins when its turn comes.', kept: 'Finished runs are kept.',
  pause: 'Pause', goOn: 'Go on', stopAfter: 'Stop after this run', stopNow: 'Stop now', continueAll: 'Continue the stopped runs', toResult: 'See the result',
  lossNow: 'Training loss, this run', loss: 'Training loss, {name}, seed {seed}', lossSays: 'Smoothed training loss at its end: {list}',
  accuracy: 'Test accuracy, seed {seed}', notSmoothed: 'not smoothed', accuracySays: 'Test accuracy in per cent: {list}', noPoints: 'This run left no points.', firstPoint: 'first point in about {time}', firstPointSoon: 'the first point comes soon',
  runNext: 'Waiting. Run it next', runNextSays: '{name}, seed {seed}, waiting: run it next', modelNext: 'Run this model next', modelNextSays: 'Run {name} next', queue: 'Queue', queueUnder: 'final test accuracy, %; choose a cell to see its curve', keptIfStopped: 'finished runs are kept if you stop', model: 'Model', seed: 'seed {seed}', left: 'left', done: 'done', endedOf: '{finished} of {total}', cellSays: '{name}, seed {seed}, {state} {accuracy}',
  states: { queued: 'waiting', running: 'running', finished: 'finished', stopped: 'stopped', failed: 'failed' },
  failedRuns: 'Runs that did not finish', failedAt: '{name}, seed {seed} stopped at step {step}', neverBegan: 'It was taken out before it began.', moreUnfinished: '1 more did not finish. | {n} more did not finish.', wasStopped: 'It was stopped by hand. What was trained is kept.', stopRun: 'Stop this run', stopRunSays: 'Stop {name}, seed {seed}', noReason: 'The reason is not known.', continueFrom: 'Continue from the last checkpoint', tryAgain: 'Try again', showCurve: 'Show its curve',
  tryAllAgain: 'Try it again | Try all {n} again', runNextShort: 'Next',
  order: {
    title: 'What waits', help: 'Drag a row, or choose it with the arrow keys: Alt with ↑ or ↓ moves it, N puts it first, Delete takes it out.', place: 'Place', seed: 'Seed', begins: 'Begins', takes: 'Takes', actions: 'Moves',
    next: 'next', in: 'in {time}', which: '{name}, seed {seed}', up: 'Move up: {which}', down: 'Move down: {which}', first: 'Run next: {which}', out: 'Take out: {which}', upShort: 'Move up', downShort: 'Move down', outShort: 'Take out of the queue',
    now: '{which} is now {place} of {of}', nowFirst: '{which} runs next', takenOut: '{which} was taken out of the queue', more: '{n} more wait behind these.',
  },
  extend: { more: 'Epochs more', go: 'Train on', says: 'A comparison of its own, from where these runs ended; this one stays as it is.', from: 'Goes on from', fromBin: 'Goes on from a comparison that is in the bin.' },
  log: 'Log', logLines: 'no lines | {n} line | {n} lines', logEmpty: 'This run said nothing.',
}
