export type Theme = 'day' | 'dusk'

/** The key of the choice in local storage; absent while the system's setting applies. */
export const themeKey = 'theme'

/**
 * Runs in `<head>` before the first paint: the theme, whether the browser keeps cookies, and a wait of at most 100 ms for the
 * preloaded font, so that it is mostly there at the first paint and nothing moves. Keep it constant: a content security policy may
 * contain its hash.
 */
export const headScript = `!function(){var d=document.documentElement.dataset,f=function(){delete d.font};d.font='';setTimeout(f,100);addEventListener('DOMContentLoaded',function(){document.fonts.ready.then(f)})}();if(!navigator.cookieEnabled)document.documentElement.dataset.cookies='off';try{var t=localStorage.getItem('theme');if(t==='day'||t==='dusk')document.documentElement.dataset.theme=t}catch(e){}`
