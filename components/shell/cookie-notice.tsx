/**
 * Says what does not work in a browser that refuses cookies. It is in every page, and hidden until the script in `<head>` has
 * found that the browser does.
 */
export function CookieNotice() {
  return (
    <p className="cookie-notice page text-small">
      Your browser refuses cookies. You can look at every lamp, but the cart, signing in and your choice of lights need
      cookies: allow them for this site, then load the page again.
    </p>
  )
}
