/** The longest query that is read, in characters. */
export const longestQuery = 100
