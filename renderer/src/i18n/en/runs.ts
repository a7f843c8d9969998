export default {
  title: 'Runs', count: 'No runs | {n} run | {n} runs', filter: 'Filter by model, comparison, dataset or seed', state: 'State', any: 'All states', comparison: 'Comparison', model: 'Model', seed: 'Seed', accuracy: 'Test accuracy, %', loss: 'Test loss', duration: 'Time', speed: 'images/s', started: 'Started', dataset: 'Dataset',
  states: { queued: 'waiting', running: 'running', finished: 'finished', stopped: 'stopped', failed: 'failed' },
  empty: 'No runs yet', emptyNext: 'Every run of every comparison is listed here.', toStart: 'Go to Start', nothing: 'No run matches', nothingText: '{n} run is hidden by the filters. | {n} run is hidden by the filters. | {n} runs are hidden by the filters.', clear: 'Clear filters',
  remove: 'Delete {n} run | Delete {n} run | Delete {n} runs', removed: '{n} run moved to the bin. | {n} run moved to the bin. | {n} runs moved to the bin.', undo: 'Undo', select: 'Select', selected: '{n} selected | {n} selected | {n} selected', open: 'Open the comparison', running: 'A running or waiting run is stopped in its comparison first.', table: 'All runs', keys: 'J and K move, X selects, Enter opens, Delete deletes',
}
