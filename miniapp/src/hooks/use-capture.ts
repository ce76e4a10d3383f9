import { useCallback, useState } from 'react'
import { openCaptureSession, uploadIdPhoto } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { call } from '@/api/client'
import type { Photo } from '@/platform/photo'
import { useIntent } from './use-intent'

export type Side = 'front' | 'back'
type Session = ResponseOf<typeof openCaptureSession>

let shots = 0

interface Shot extends Photo {
  /** Tells one shot from the next, so that each has a key of its own. */
  number: number
}

/**
 * Taking the ID card's two sides within one capture session of 10 minutes. A session that ran out is
 * replaced and both sides are taken anew.
 */
export function useCapture() {
  const [session, setSession] = useState<Session | null>(null)
  const [side, setSide] = useState<Side>('front')
  const [shot, setShot] = useState<Shot | null>(null)
  const [validTo, setValidTo] = useState<string | null>(null)
  const [complete, setComplete] = useState(false)

  const opening = useIntent('open-capture-session', (_: undefined, idempotencyKey) =>
    call(openCaptureSession, { idempotencyKey }),
  )
  const upload = useIntent(
    `upload-id-photo-${session?.id ?? ''}`,
    ({ photo, of }: { photo: Shot; of: Side }, idempotencyKey) =>
      call(uploadIdPhoto, {
        params: { id: session?.id ?? '', side: of },
        file: { field: uploadIdPhoto.upload?.field ?? 'photo', content: photo.content, name: `${of}.jpg` },
        idempotencyKey,
      }),
  )

  const { submit: openSession } = opening
  const start = useCallback(async () => {
    const opened = await openSession(undefined)
    if (!opened) return
    setSession(opened)
    setSide('front')
    setShot(null)
    setComplete(false)
  }, [openSession])

  const take = (photo: Photo) => {
    shots += 1
    upload.clearError()
    setShot({ ...photo, number: shots })
  }

  const retake = () => {
    upload.clearError()
    setShot(null)
  }

  const use = async () => {
    if (!shot) return
    const accepted = await upload.submit({ photo: shot, of: side })
    if (!accepted) return
    setShot(null)
    setValidTo(accepted.validTo)
    if (accepted.complete) setComplete(true)
    else setSide('back')
  }

  return {
    session,
    side,
    shot,
    complete,
    validTo,
    start,
    take,
    retake,
    use,
    busy: upload.busy || opening.busy,
    error: upload.error ?? opening.error,
    closed: upload.error?.code === 'CAPTURE_SESSION_CLOSED',
  }
}
