export default {
  variant: 'Variant', accuracy: 'Accuracy, %', accuracyUnder: 'mean ± 95\u202f% interval', differenceAxis: 'Difference to baseline, 95\u202f% interval', points: 'points', p: 'p, Holm', verdict: 'Verdict',
  brokenFixed: 'Broken {\'|\'} fixed,', brokenFixedUnder: 'images', brokenFixedSays: '{broken} broken, {fixed} fixed', params: 'Params', share: 'Attention', shareUnder: 'share', speed: 'Training,', speedUnder: 'images/s',
  baseline: 'baseline', control: 'control', reference: 'reference', notYet: 'not yet',
  verdicts: { helps: 'helps', hurts: 'hurts', unclear: 'unclear', 'no-evidence': 'no evidence', 'too-few-seeds': 'too few seeds', incomplete: 'incomplete' },
  table: 'Variants with their accuracy, difference and cost', fair: 'Is the comparison fair?', fairNarrow: 'Is it fair? No remarks | Is it fair? {n} remark | Is it fair? {n} remarks', remark: 'About this task',
  how: 'How this was tested',
  howText: 'Two tests of different things. Over seeds: the 95\u202f% t interval of the difference, paired by seed, excludes 0. Over images: McNemar’s test, mid-p, on the majority answer of the seeds, corrected for all rows by Holm, is below 0.05. Both in the same direction: helps or hurts. Only one: unclear. Neither: no evidence. Fixed are test images that the baseline gets wrong and the variant right; broken, the reverse. MACs are counted per image, forward, attention products included. Bold: the seeds and the images agree.',
  curves: 'Test accuracy while training', curvesUnder: 'mean of {seeds} seeds, band = 95\u202f% interval', oneSeed: 'one seed', noCurves: 'No run has finished yet.', curvesSay: 'Last test accuracy: {list}',
  linesHidden: '{n} line hidden | {n} line hidden | {n} lines hidden', fewerLines: 'Fewer lines',
  cost: 'What it costs', costUnder: 'dotted line: nothing cheaper is better', macsAxis: 'MACs per image, M', noCost: 'No run has finished yet.', costSays: 'MACs per image and accuracy: {list}',
  loading: 'Reading the result', empty: 'No result yet', emptyNext: 'The table fills as runs finish. Verdicts come when all seeds are in.', toRun: 'Go to Run',
  partial: '{finished} of {total} runs are in. What is here can still change.', keys: 'J and K choose a row, Enter shows its evidence',
}
