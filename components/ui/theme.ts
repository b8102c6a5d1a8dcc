export type Theme = 'day' | 'dusk'

/** The key of the choice in local storage; absent while the system's setting applies. */
export const themeKey = 'theme'
