import { facetKeys } from '#shop/catalog/facet-keys.ts'

/** True for an address that narrows a list, which nobody should see whole first: see FacetedList. */
const narrows = `/[?&](${[...facetKeys, 'sort'].join('|')})=/.test(location.search)`

/**
 * Runs in `<head>` before the first paint: the theme, whether the browser keeps cookies, whether a list has to be narrowed, and a wait for
 * the preloaded font until 200 ms after somebody asked for the page, so that on a fast line it is there at the first paint. A slow line has
 * no time to wait: the page appears in the fallback, which has the same widths. Keep it constant: a content security policy may
 * contain its hash.
 */
export const headScript = `!function(){var d=document.documentElement.dataset,f=function(){delete d.font};var w=200-performance.now();if(w<1)return;d.font='';setTimeout(f,w);addEventListener('DOMContentLoaded',function(){document.fonts.ready.then(f)})}();if(!navigator.cookieEnabled)document.documentElement.dataset.cookies='off';if(${narrows})document.documentElement.dataset.narrowed='';try{var t=localStorage.getItem('theme');if(t==='day'||t==='dusk')document.documentElement.dataset.theme=t}catch(e){}`
