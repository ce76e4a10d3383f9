import Taro from '@tarojs/taro'
import type { Photo } from './photo'

const longestEdge = 2000

async function smallerJpeg(url: string): Promise<Photo> {
  const picture = await loadPicture(url)
  const scale = Math.min(1, longestEdge / Math.max(picture.naturalWidth, picture.naturalHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.naturalWidth * scale)
  canvas.height = Math.round(picture.naturalHeight * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.88))
  if (!blob) throw new Error('picture not readable')
  return { content: blob, preview: URL.createObjectURL(blob) }
}

function loadPicture(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const picture = new window.Image()
    picture.addEventListener('load', () => resolve(picture))
    picture.addEventListener('error', () => reject(new Error('picture not readable')))
    picture.src = url
  })
}

/** Lets the worker take or choose up to `count` pictures of finished work. An empty list means they thought better of it. */
export async function pickPhotos(count: number): Promise<Photo[]> {
  let paths: string[]
  try {
    const chosen = await Taro.chooseMedia({
      count,
      mediaType: ['image'],
      sourceType: ['album', 'camera'],
      sizeType: ['compressed'],
    })
    paths = chosen.tempFiles.map((file) => file.tempFilePath)
  } catch {
    return []
  }
  if (process.env.TARO_ENV === 'h5') return Promise.all(paths.slice(0, count).map(smallerJpeg))
  return paths.map((path) => ({ content: path, preview: path }))
}
