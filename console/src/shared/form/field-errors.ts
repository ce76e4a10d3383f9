import type { FormInstance } from 'antd'
import type { ApiError } from '@linggong/shared'

/** Fields of the refusals that are about one field without saying which. */
const fieldOfCode: Partial<Record<ApiError['code'], string>> = {
  SMS_CODE_WRONG: 'code',
  SMS_CODE_EXPIRED: 'code',
  PASSWORD_WEAK: 'password',
  PHONE_INVALID: 'phone',
}

/** ['boundAccount', 'number'] of "body.boundAccount.number". */
function pathOf(param: string): (string | number)[] {
  return param
    .replace(/^(body|query|params)\./, '')
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

/**
 * Shows a refusal at the field it is about. Answers false when the form has no such field: then the page shows the
 * message above the form.
 */
export function applyApiError(form: FormInstance, error: ApiError): boolean {
  const param = error.param ?? fieldOfCode[error.code]
  if (!param) return false
  const path = pathOf(param)
  const name = form.getFieldInstance(path) ? path : path.slice(0, 1)
  if (!form.getFieldInstance(name)) return false
  const details = error.details as { reason?: unknown } | undefined
  const reason = error.code === 'BAD_REQUEST' ? details?.reason : undefined
  form.setFields([{ name, errors: [typeof reason === 'string' ? reason : error.message] }])
  form.scrollToField(name, { block: 'center' })
  return true
}
