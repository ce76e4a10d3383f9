const labelled = { 'aria-label': '', 'aria-role': '', 'aria-checked': '' }

/** Attributes that mini-program templates carry beyond Taro's own, so that screen readers can speak. */
export const ariaAttributes = {
  View: labelled,
  Image: labelled,
  Button: labelled,
  Input: labelled,
  Textarea: labelled,
}
