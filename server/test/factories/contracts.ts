import {
  getMyContract,
  prepareContract,
  sendSigningCode,
  signMyContract,
} from '@linggong/shared/api/contracts'
import sharp from 'sharp'
import type { TestServer } from '../harness.ts'
import { smsCodeOn, type WorkerAccount } from './identity.ts'

const strokes = [
  'M90 90 C140 60 190 70 180 110 S110 190 90 200',
  'M130 60 L150 210',
  'M270 150 L390 140',
  'M440 80 L560 70 M500 75 L495 220 M450 150 L560 140',
]

/** A picture as the signature pad sends it. */
export async function pngDataUrl(svgContent: string, size = { width: 640, height: 280 }): Promise<string> {
  const { width, height } = size
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${svgContent}</svg>`
  const png = await sharp(Buffer.from(svg)).png().toBuffer()
  return `data:image/png;base64,${png.toString('base64')}`
}

/** Handwriting with a transparent background. */
export function handwriting(): Promise<string> {
  const paths = strokes.map((d) => `<path d="${d}"/>`).join('')
  return pngDataUrl(`<g fill="none" stroke="#1a1a1a" stroke-width="6" stroke-linecap="round">${paths}</g>`)
}

interface WithProvider {
  organisationId: string
}

/** A contract that waits for the worker's signature, its pages there. */
export async function createContractToSign(
  server: TestServer,
  worker: WorkerAccount,
  provider: WithProvider,
): Promise<string> {
  const { id } = await server.call(prepareContract, { body: { providerId: provider.organisationId } }, worker)
  await server.drain()
  return id
}

/** Signs a contract that waits for the worker; what follows waits for `drain`. */
export async function signByHand(
  server: TestServer,
  worker: WorkerAccount,
  envelopeId: string,
): Promise<void> {
  await server.call(sendSigningCode, { params: { id: envelopeId } }, worker)
  const body = { code: smsCodeOn(server, worker.phone), signature: await handwriting() }
  await server.call(signMyContract, { params: { id: envelopeId }, body }, worker)
}

/** A contract between a registered worker and a provider that seals automatically, in force. */
export async function createContract(
  server: TestServer,
  worker: WorkerAccount,
  provider: WithProvider,
): Promise<string> {
  const envelopeId = await createContractToSign(server, worker, provider)
  await signByHand(server, worker, envelopeId)
  await server.drain()
  const { state } = await server.call(getMyContract, { params: { id: envelopeId } }, worker)
  if (state !== 'completed') throw new Error(`the contract is ${state}`)
  return envelopeId
}
