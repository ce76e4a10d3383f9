import { useEffect, useRef, useState } from 'react'

export type VideoState = 'starting' | 'live' | 'refused' | 'missing'

/** Runs the rear camera in a video element while the component is there; the camera is released on leaving. */
export function useLiveVideo() {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<VideoState>('starting')

  useEffect(() => {
    let stream: MediaStream | null = null
    let left = false
    const start = async () => {
      if (!navigator.mediaDevices?.getUserMedia) {
        setState('missing')
        return
      }
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          audio: false,
          video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 } },
        })
      } catch (error) {
        if (!left) setState((error as DOMException).name === 'NotAllowedError' ? 'refused' : 'missing')
        return
      }
      if (left || !video.current) {
        stream.getTracks().forEach((track) => track.stop())
        return
      }
      video.current.srcObject = stream
      await video.current.play().catch(() => undefined)
      if (!left) setState('live')
    }
    void start()
    return () => {
      left = true
      stream?.getTracks().forEach((track) => track.stop())
    }
  }, [])

  /** The frame that is shown now, as JPEG; null when the camera has not given a picture yet. */
  const shoot = async (): Promise<Blob | null> => {
    const source = video.current
    if (!source?.videoWidth) return null
    const canvas = document.createElement('canvas')
    canvas.width = source.videoWidth
    canvas.height = source.videoHeight
    canvas.getContext('2d')?.drawImage(source, 0, 0)
    return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92))
  }

  return { video, state, shoot }
}
