/** Outlines of the few icons, in a box of 16. */
export const icons = {
  start: 'M2.5 7.5 8 3l5.5 4.5V13h-4V9.5h-3V13h-4z',
  images: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6a2 2 0 1 0 .01 0z',
  runs: 'M2 4h12M2 8h12M2 12h12',
  datasets: 'M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h4v4H9z',
  catalogue: 'M3 3h7a3 3 0 0 1 3 3v7H6a3 3 0 0 1-3-3z',
  settings: 'M8 5.5a2.5 2.5 0 1 0 .01 0zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2',
  search: 'M7 3a4 4 0 1 0 .01 0zM10 10l3.5 3.5',
  plus: 'M8 3v10M3 8h10',
  cross: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5 6.5 12 13 4.5',
  down: 'M4 6.5 8 10.5 12 6.5',
  back: 'M9.5 3.5 5 8l4.5 4.5',
} as const
export type IconName = keyof typeof icons
