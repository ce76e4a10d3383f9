/**
 * The catalogue of errors: code → HTTP status and the Chinese message a user sees. A message says what
 * happened and what to do next; `{name}` parts are filled from the error's details.
 */
export const errorCatalogue = {
  // Requests
  BAD_REQUEST: [400, '填写的内容有误：{reason}'],
  NOT_FOUND: [404, '没有找到您要的内容，可能已被删除或您无权查看'],
  METHOD_NOT_ALLOWED: [405, '不支持这样的请求'],
  PAYLOAD_TOO_LARGE: [413, '文件超过 {limit}，请减小后再上传'],
  UNSUPPORTED_FILE: [415, '文件类型不符，请上传 {accept} 文件'],
  RATE_LIMITED: [429, '操作太频繁，请 {seconds} 秒后再试'],
  INTERNAL: [500, '服务出了点问题，您的操作没有完成，请稍后重试'],
  UNAVAILABLE: [503, '服务正在维护，请稍后重试'],
  IDEMPOTENCY_KEY_MISSING: [400, '缺少 Idempotency-Key，请升级客户端后重试'],
  IDEMPOTENCY_KEY_REUSED: [409, '同一个 Idempotency-Key 已用于另一个请求，请刷新页面后重试'],
  IDEMPOTENCY_IN_PROGRESS: [409, '上一次提交还在处理，请稍候查看结果，不要重复提交'],
  STATE_CONFLICT: [409, '当前是“{state}”状态，不能{action}，请刷新后查看'],
  VERSION_CONFLICT: [409, '内容已被他人修改，请刷新后再操作'],
  SERVICE_BUSY: [503, '{service}暂时没有响应，请稍后重试，您填写的内容没有丢失'],
  // Who is calling
  UNAUTHENTICATED: [401, '登录已失效，请重新登录'],
  FORBIDDEN: [403, '您没有这项权限，请联系本单位的管理员'],
  NO_ORGANISATION: [403, '您的账号还没有加入企业，请先提交入驻申请或联系管理员'],
  PASSWORD_CHANGE_REQUIRED: [403, '首次登录请先修改密码'],
  LOGIN_FAILED: [401, '手机号或密码不正确，请核对后重试'],
  LOGIN_LOCKED: [429, '密码输错次数过多，请 {minutes} 分钟后再试，或使用短信验证码登录'],
  ACCOUNT_CHOICE_NEEDED: [409, '该手机号有多个账号，请选择要登录的账号'],
  ACCOUNT_LIMIT: [409, '一个手机号最多注册 3 个账号，请选择“不是我的”解绑以前的账号，或直接登录'],
  ACCOUNT_UNKNOWN: [404, '该手机号还没有注册，请先注册'],
  PASSWORD_WEAK: [400, '密码至少 10 位，需包含大写字母、小写字母、数字和符号'],
  SMS_CODE_WRONG: [400, '验证码不正确，还可以试 {left} 次'],
  SMS_CODE_EXPIRED: [400, '验证码已过期或已使用，请重新获取'],
  SMS_TOO_OFTEN: [429, '验证码已发送，请 {seconds} 秒后再获取'],
  SMS_LIMIT: [429, '{reason}'],
  SMS_NOT_SENT: [502, '短信没有发送成功：{reason}'],
  STEP_UP_REQUIRED: [403, '这是重要操作，请先完成短信验证'],
  STEP_UP_MISMATCH: [409, '要确认的内容已经变化，请核对后重新验证'],
  WECHAT_IDENTITY_INVALID: [401, '微信授权已失效，请重新进入'],
  CONSENT_REQUIRED: [400, '请先阅读并同意{agreements}'],
  FACE_CHECK_REQUIRED: [409, '该手机号对应的账号已实名，为保护资金安全，请先完成人脸核验'],
  FACE_CHECK_FAILED: [409, '人脸核验没有通过：{reason}，请重新核验'],
  // Identifiers
  PHONE_INVALID: [400, '请填写 11 位中国大陆手机号'],
  ID_NUMBER_INVALID: [400, '身份证号不正确，请核对后重填（18 位，末位可以是 X）'],
  ID_NUMBER_UNDERAGE: [400, '未满 18 周岁，不能注册接单'],
  CARD_NUMBER_INVALID: [400, '银行卡号不正确，请核对卡面上的数字'],
  CREDIT_CODE_INVALID: [400, '统一社会信用代码不正确，请核对营业执照上的 18 位代码'],
  // Registration
  REGISTRATION_STEP: [409, '请先完成上一步：{step}'],
  FOUR_FACTOR_FAILED: [400, '{reason}'],
  FOUR_FACTOR_LIMIT: [429, '今天核验次数已用完（每天 5 次），请明天再试'],
  IDENTITY_TAKEN: [409, '该身份证号已注册过账号，请用原手机号登录；原手机号停用了，请通过人脸核验合并账号'],
  CARD_NOT_DEBIT: [400, '结算卡只能是储蓄卡，请换一张本人的储蓄卡'],
  CARD_EXISTS: [409, '这张银行卡已经添加过了'],
  CARD_NOT_USABLE: [409, '这张银行卡当前不能收款，请换一张'],
  CAPTURE_SESSION_CLOSED: [409, '拍摄已超时，请重新拍摄（每次 10 分钟内完成）'],
  PHOTO_REUSED: [409, '这张照片以前用过，请现场重新拍摄身份证'],
  PHOTO_REJECTED: [400, '{reason}'],
  PHOTO_MISMATCH: [400, '证件上的姓名或号码与实名信息不一致，请拍摄本人的身份证'],
  REGISTRATION_INCOMPLETE: [409, '请先完成注册，再{action}'],
  // Organisations
  ORGANISATION_EXISTS: [409, '该统一社会信用代码已有企业入驻，请联系该企业的管理员邀请您加入'],
  PROVIDER_ACCOUNT_UNKNOWN: [400, '银行没有找到这个账号，请核对服务商的银行账号'],
  PROVIDER_ACCOUNT_TAKEN: [409, '这个银行账号已属于另一家服务商，请核对'],
  OPERATING_MODEL_UNSUPPORTED: [400, '暂不支持“中间介绍”模式，请选择“参与经营”模式'],
  ENGAGEMENT_EXISTS: [409, '与该服务商已有进行中的签约，请在“我的合同”查看'],
  ENGAGEMENT_NOT_ACTIVE: [409, '与该服务商的合同尚未生效或已到期，请先签署合同'],
  SEAL_REQUIRED: [409, '签署前需先开通云签，请由企业联系人完成人脸核验'],
  CONTACT_PROOF_REQUIRED: [409, '签署前需由企业联系人完成人脸核验'],
  BOUND_ACCOUNT_NAME: [400, '对公账户户名必须与企业名称一致：{name}'],
  SUBLEDGER_REQUIRED: [409, '请先在“我的账户”开通子账簿'],
  SUBLEDGER_NOT_EMPTY: [409, '子账簿余额为零时才能销户，请先申请退款'],
  // Contracts
  ENVELOPE_CLOSED: [409, '该合同当前是“{state}”状态，不能签署'],
  SIGNATURE_EMPTY: [400, '请在签名框内手写您的姓名'],
  // Tasks
  TASK_NOT_OPEN: [409, '任务当前是“{state}”状态，不能指派灵工'],
  ASSIGNMENT_EXISTS: [409, '该灵工在此任务中已有未结束的指派'],
  HEAD_COUNT_FULL: [409, '任务人数已满（{count} 人），请先增加人数或取消其他指派'],
  CONTRACT_REQUIRED: [409, '接受任务前需先与服务商签署合同'],
  TASK_ENDED: [409, '任务已结束，不能再接受'],
  TASK_HAS_PAYMENTS: [409, '任务下已有付款，不能取消，可以选择完成任务'],
  // Files
  FILE_EMPTY: [400, '文件是空的，请填写后再上传'],
  FILE_UNREADABLE: [400, '文件打不开，请确认是未加密的 .xlsx 文件'],
  FILE_TEMPLATE: [400, '表头与模板不一致：{reason}。请下载最新模板，不要改动表头'],
  FILE_TOO_MANY_ROWS: [400, '一次最多 {limit} 行，请拆分后上传'],
  FILE_CONTENT: [400, '{reason}'],
  // Money
  AMOUNT_INVALID: [400, '金额须大于 0，最多两位小数'],
  BALANCE_NOT_ENOUGH: [409, '账户余额不足：需要 {needed}，可用 {available}，请先充值'],
  BATCH_EMPTY: [409, '批次里没有可以发放的明细，请先上传'],
  BATCH_HAS_ERRORS: [409, '还有 {count} 行未通过校验，请更正或移除后再确认'],
  BATCH_CHANGED: [409, '批次内容已变化，请核对后重新确认'],
  CLAIM_TAKEN: [409, '有 {count} 笔已在其他批次发放，请移除后再确认'],
  LEDGER_MISMATCH: [409, '同一笔账务的内容不一致，已停止处理，请联系平台'],
  RETURN_WINDOW: [409, '付款成功满 10 天后才能提取，当前可提取 {available}'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type ErrorCode = keyof typeof errorCatalogue

/** HTTP status and message of a code, with `{name}` parts filled from `details`. */
export function describeError(
  code: ErrorCode,
  details: Record<string, unknown> = {},
): { status: number; message: string } {
  const [status, template] = errorCatalogue[code]
  return { status, message: template.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '')) }
}
