/** The key code of keys that an input method handles itself (https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode). */
const handledByInputMethod = 229

/**
 * True if a key belongs to an input method that composes a text, such as Japanese: Enter then accepts the composed word and must
 * not send anything. Safari ends the composition before the key, so only the key code tells there.
 */
export function isComposing({ isComposing, keyCode }: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return isComposing || keyCode === handledByInputMethod
}
