// The `sizes` attributes of images. They describe the layouts in app/lists.css, product.css, room.css and ledge.css, so a
// change of a layout there needs a change here.

/** a card of the grid: two columns, three, four */
export const gridSizes =
  '(width < 600px) calc(50vw - 26px), (width < 1000px) calc(50vw - 32px), (width < 1500px) calc(33vw - 48px), (width < 1760px) calc(25vw - 44px), 396px'

/** the lamp on its own page */
export const lampSizes = '(width < 1000px) 100vw, (width < 1760px) calc(54vw - 60px), 900px'

/** two photographs beside each other in the gallery */
export const detailSizes = '(width < 1000px) 50vw, (width < 1760px) calc(27vw - 40px), 440px'

/** a small lamp of six in a row */
export const tileSizes =
  '(width < 600px) calc(50vw - 28px), (width < 1000px) calc(33vw - 36px), (width < 1760px) calc(17vw - 36px), 260px'

/** a room from edge to edge */
export const sceneSizes = '(width < 600px) and (resolution >= 2.5dppx) 90vw, (width < 600px) 134vw, 100vw'

/**
 * the ledge, which is some 900 pixels wide on a narrow screen and is drawn along under it. A phone has three dots for a pixel:
 * two for a pixel look as sharp and arrive earlier.
 */
export const ledgeSizes = '(width < 600px) and (resolution >= 2.5dppx) 640px, (width < 600px) 720px, 100vw'

/** a lamp beside the colour of its collection */
export const collectionSizes = '(width < 1000px) 44vw, 22vw'
