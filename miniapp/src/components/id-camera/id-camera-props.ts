import type { ReactNode } from 'react'
import type { Photo } from '@/platform/photo'

export interface IdCameraProps {
  side: 'front' | 'back'
  /** A capture session is open. */
  ready: boolean
  onPhoto: (photo: Photo) => void
  /** What stands above the camera. */
  children: ReactNode
}

export const cameraTip = '把身份证放进框里，四个角都要看得见'
