export default {
  asTable: 'Show as table', asChart: 'Show as chart', loading: 'Reading the curves', epoch: 'epoch', epochAt: 'epoch {epoch}', now: 'now',
  looks: 'Looks', scaleSays: 'Colours from 1 times even, looks everywhere equally, to {most} times, all in one cell',
  places: { 'upper-left': 'upper left', top: 'top', 'upper-right': 'upper right', left: 'left', middle: 'middle', right: 'right', 'lower-left': 'lower left', bottom: 'bottom', 'lower-right': 'lower right' },
}
