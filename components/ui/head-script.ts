import { facetKeys } from '#shop/catalog/facet-keys.ts'

/** True for an address that narrows a list, which nobody should see whole first: see FacetedList. */
const narrows = `/[?&](${[...facetKeys, 'sort'].join('|')})=/.test(location.search)`

/**
 * Runs in `<head>` before the first paint: the theme, whether the browser keeps cookies, whether a list has to be narrowed, and a wait
 * of at most 100 ms for the preloaded font, so that it is mostly there at the first paint and nothing moves. Keep it constant: a content security policy may
 * contain its hash.
 */
export const headScript = `!function(){var d=document.documentElement.dataset,f=function(){delete d.font};d.font='';setTimeout(f,100);addEventListener('DOMContentLoaded',function(){document.fonts.ready.then(f)})}();if(!navigator.cookieEnabled)document.documentElement.dataset.cookies='off';if(${narrows})document.documentElement.dataset.narrowed='';try{var t=localStorage.getItem('theme');if(t==='day'||t==='dusk')document.documentElement.dataset.theme=t}catch(e){}`
