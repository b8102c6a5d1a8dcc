/** The longest search query, in characters. */
export const longestQuery = 100
