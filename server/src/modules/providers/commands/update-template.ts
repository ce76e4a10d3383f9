import type { CommandContext } from '../../../command.ts'
import { AppError, isDuplicateKey } from '../../../errors.ts'
import { currentTemplate } from '../queries/templates.ts'
import { ContractTemplateModel, type ContractTemplate, type TemplateKind } from '../template-model.ts'
import { templateKindTable, unknownVariables } from '../templates/kinds.ts'

/**
 * Saves a new version of a contract text; contracts already made keep theirs.
 * @throws AppError BAD_REQUEST for a variable the kind does not know, VERSION_CONFLICT when another edit was first
 */
export async function updateTemplate(
  c: CommandContext,
  {
    providerId,
    kind,
    version,
    title,
    body,
  }: { providerId: string; kind: TemplateKind; version: number; title: string; body: string },
): Promise<ContractTemplate> {
  const unknown = unknownVariables(kind, body)
  if (unknown.length > 0) {
    const allowed = templateKindTable[kind].variables.map(({ name }) => name).join('、')
    throw new AppError(
      'BAD_REQUEST',
      {
        reason: `正文里的变量 ${unknown.map((name) => `{{${name}}}`).join('、')} 不存在，可用的有 ${allowed}`,
      },
      'body.body',
    )
  }
  const current = await currentTemplate(providerId, kind, c.session)
  if (current.templateVersion !== version) throw new AppError('VERSION_CONFLICT')
  const next = new ContractTemplateModel({ providerId, kind, templateVersion: version + 1, title, body })
  try {
    await next.save({ session: c.session })
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('VERSION_CONFLICT')
    throw error
  }
  c.audit({
    action: 'contract-template.update',
    subject: { type: 'provider', id: providerId },
    after: { kind, version: version + 1 },
  })
  return next.toObject()
}
