export default {
  asTable: 'Show as table', asChart: 'Show as chart', loading: 'Reading the curves', epoch: 'epoch', epochAt: 'epoch {epoch}', now: 'now',
  looks: 'Looks', scaleSays: 'Colours from 1 times even, looks everywhere equally, to {most} times, all in one cell',
  against: 'Against', for: 'for the answer', signedScaleSays: 'Colours of evidence: rust against the answer, blue for it, the lighter the more, up to {most} times an even share; below one share nothing is painted',
  places: { 'upper-left': 'upper left', top: 'top', 'upper-right': 'upper right', left: 'left', middle: 'middle', right: 'right', 'lower-left': 'lower left', bottom: 'bottom', 'lower-right': 'lower right' },
}
