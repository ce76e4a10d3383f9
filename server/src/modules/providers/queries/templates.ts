import type { ClientSession } from 'mongoose'
import { AppError } from '../../../errors.ts'
import { ContractTemplateModel, type ContractTemplate, type TemplateKind } from '../template-model.ts'

/** The version of a contract text in use. @throws AppError NOT_FOUND when the provider is unknown */
export async function currentTemplate(
  providerId: string,
  kind: TemplateKind,
  session?: ClientSession,
): Promise<ContractTemplate> {
  const template = await ContractTemplateModel.findOne({ providerId, kind })
    .sort({ templateVersion: -1 })
    .session(session ?? null)
    .lean<ContractTemplate>()
  if (!template) throw new AppError('NOT_FOUND')
  return template
}
