export default {
  against: 'against', of: 'majority of {seeds} seeds · {images} test images', finding: { fixes: 'fixes {fixed} images', text: '{name} {claim} and breaks {broken}.', net: 'Right answers: {before} before, {after} after.' },
  view: 'What is shown', difference: 'Difference', sideBySide: 'Side by side', whatChanged: 'What changed', axes: 'rows: true class · columns: answer', better: 'better with attention', worse: 'worse with attention', keys: 'arrow keys move', baselineMatrix: '{name}, baseline',
  cell: 'True class {truth}, answered {answer}: {before} before, {after} after', cellHead: 'A {truth} that was read as {answer}', cellRight: '{truth}, answered right', cellWords: '{baseline}: {before}. {name}: {after}. Difference {difference}.', chooseCell: 'Choose a cell to read it.',
  recall: 'Right answers by class', class: 'Class', share: 'right, %', of_: 'images',
  missing: 'Not here yet', missingText: 'The images behind a cell, calibration and the worst errors are not shown here yet. The Images stage shows what the models look at on single test images.', toImages: 'Go to Images',
  empty: 'No evidence yet', emptyNext: 'It appears when the baseline and one more model have finished on a seed.', choose: 'Model to set against the baseline', tooMany: 'With {classes} classes a matrix is too small to read; the largest changes are listed instead.', truth: 'True class', answer: 'Answer', before: 'Baseline', after: 'With attention', change: 'Difference',
}
