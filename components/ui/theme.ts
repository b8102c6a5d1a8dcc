export type Theme = 'day' | 'dusk'

/** Where the choice is kept; absent while the system decides. */
export const themeKey = 'theme'

/** Runs in `<head>` before anything is painted. Keep it constant: its hash may stand in a content security policy. */
export const themeScript = `try{var t=localStorage.getItem('theme');if(t==='day'||t==='dusk')document.documentElement.dataset.theme=t}catch(e){}`
