import { useEffect, useRef, useState } from 'react'
import { ApiError, newKey, uploadDeliverable } from '@linggong/shared'
import type { ResponseOf } from '@linggong/shared'
import { call } from '@/api/client'
import { absoluteUrl } from '@/platform/environment'
import type { Photo } from '@/platform/photo'
import { pickPhotos } from '@/platform/pick-photos'

type FileLink = ResponseOf<typeof uploadDeliverable>

export interface Deliverable {
  /** Also its Idempotency-Key: a retry of the same picture stores it once. */
  key: string
  preview: string
  state: 'uploading' | 'failed' | 'stored'
  fileId: string | null
  message: string | null
}

export const maxDeliverables = 9

/** Up to nine pictures of finished work, each stored as soon as it is chosen and retried on its own. */
export function useDeliverables(assignmentId: string, stored: readonly FileLink[] | undefined) {
  const [items, setItems] = useState<Deliverable[]>([])
  const photos = useRef(new Map<string, Photo>())
  const taken = useRef(false)

  useEffect(() => {
    if (taken.current || !stored) return
    taken.current = true
    setItems(
      stored.map((file) => ({
        key: file.id,
        preview: absoluteUrl(file.url),
        state: 'stored' as const,
        fileId: file.id,
        message: null,
      })),
    )
  }, [stored])

  const change = (key: string, values: Partial<Deliverable>) =>
    setItems((before) => before.map((item) => (item.key === key ? { ...item, ...values } : item)))

  const upload = async (key: string) => {
    const photo = photos.current.get(key)
    if (!photo) return
    change(key, { state: 'uploading', message: null })
    try {
      const file = await call(uploadDeliverable, {
        params: { id: assignmentId },
        file: {
          field: uploadDeliverable.upload?.field ?? 'photo',
          content: photo.content,
          name: 'photo.jpg',
        },
        idempotencyKey: key,
      })
      change(key, { state: 'stored', fileId: file.id })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      change(key, { state: 'failed', message: error.message })
    }
  }

  const add = async () => {
    const chosen = await pickPhotos(maxDeliverables - items.length)
    const added = chosen.map((photo) => {
      const key = newKey()
      photos.current.set(key, photo)
      return { key, preview: photo.preview, state: 'uploading' as const, fileId: null, message: null }
    })
    setItems((before) => [...before, ...added])
    for (const { key } of added) await upload(key)
  }

  return {
    items,
    add,
    retry: upload,
    remove: (key: string) => setItems((before) => before.filter((item) => item.key !== key)),
    fileIds: items.flatMap((item) => (item.fileId ? [item.fileId] : [])),
    unfinished: items.filter((item) => item.state !== 'stored').length,
  }
}
