/** How much the contract takes at a time, and how many runs can be compared setting by setting by eye. */
export const mostCompared = 20
export const mostMeasured = 500
export const mostInGroup = 200
export const mostTags = 40
export const longestTag = 60
export const longestNote = 10_000
