type Role =
  | 'button'
  | 'link'
  | 'checkbox'
  | 'tab'
  | 'tablist'
  | 'radio'
  | 'img'
  | 'alert'
  | 'status'
  | 'heading'

const isH5 = process.env.TARO_ENV === 'h5'

/** What a screen reader says about an element, in the words of the platform. */
export function aria(
  role: Role,
  options: { label?: string; checked?: boolean; disabled?: boolean } = {},
): Record<string, string | number> {
  const { label, checked, disabled } = options
  const focusable = isH5 && ['button', 'link', 'checkbox', 'tab', 'radio'].includes(role)
  return {
    [isH5 ? 'role' : 'aria-role']: role,
    ...(label ? { 'aria-label': label } : {}),
    ...(checked === undefined
      ? {}
      : { [role === 'tab' ? 'aria-selected' : 'aria-checked']: String(checked) }),
    ...(role === 'heading' && isH5 ? { 'aria-level': 1 } : {}),
    ...(disabled ? { 'aria-disabled': 'true' } : {}),
    ...(focusable ? { tabIndex: 0 } : {}),
  }
}

/** Names a browser's own input element, which stands inside Taro's. */
export function nativeLabel(label: string): Record<string, unknown> {
  return isH5 ? { nativeProps: { 'aria-label': label } } : { 'aria-label': label }
}
