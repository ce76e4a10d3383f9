import { Form } from 'antd'
import type { FormInstance } from 'antd'
import { useEffect, useRef } from 'react'

/**
 * Checks a field again when the one it is compared with changes, once it was filled in. (antd's `dependencies` would
 * also find fault with a field that nobody has come to yet.)
 */
export function useRecheck<Values>(
  form: FormInstance<Values>,
  leader: keyof Values,
  field: keyof Values,
): void {
  const value = Form.useWatch(leader as string, form) as unknown
  const compared = useRef(value)
  useEffect(() => {
    if (compared.current === value) return
    compared.current = value
    if (form.isFieldTouched(field as never)) form.validateFields([field as never]).catch(() => undefined)
  }, [form, field, value])
}
