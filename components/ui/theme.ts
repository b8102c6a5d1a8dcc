export type Theme = 'day' | 'dusk'

/** The key of the choice in local storage; absent while the system's setting applies. */
export const themeKey = 'theme'

/**
 * Runs in `<head>` before the first paint: the theme, and whether the browser keeps cookies. Keep it constant: a content security
 * policy may contain its hash.
 */
export const headScript = `if(!navigator.cookieEnabled)document.documentElement.dataset.cookies='off';try{var t=localStorage.getItem('theme');if(t==='day'||t==='dusk')document.documentElement.dataset.theme=t}catch(e){}`
