/** Words of the small components. */
export default {
  loading: 'Loading',
  noOptions: 'It has no options.',
  engine: { title: 'Training is not possible yet', still: 'Results, reports and the catalogue can be read without it.', report: 'What the machine has' },
  number: {
    between: '{low} to {high}', from: '{low} or more', above: 'more than {low}', to: '{high} at most', notANumber: 'not a number', notWhole: 'a whole number',
    exactly: '{n} numbers', atLeast: 'at least {n} numbers', listed: 'one of these numbers is not possible',
  },
}
