/** The reduction by which our mechanisms come from one width to another, floor(channels / reduction). */
export const reductionTo = (channels: number, reduced: number): number => (channels % reduced ? channels / (reduced + 0.5) : channels / reduced)
