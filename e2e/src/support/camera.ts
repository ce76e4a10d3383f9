import { closeSync, mkdtempSync, openSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'

const width = 1280
const height = 720

/** One frame as YUV 4:2:0 (BT.601, full picture), planes one after another. */
function toYuv420(rgb: Buffer): Buffer {
  const frame = Buffer.alloc((width * height * 3) / 2)
  const [uAt, vAt] = [width * height, (width * height * 5) / 4]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      const [r, g, b] = [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0]
      frame[y * width + x] = 16 + (65.738 * r + 129.057 * g + 25.064 * b) / 256
      if (x % 2 === 1 || y % 2 === 1) continue
      const half = (y / 2) * (width / 2) + x / 2
      frame[uAt + half] = 128 + (-37.945 * r - 74.494 * g + 112.439 * b) / 256
      frame[vAt + half] = 128 + (112.439 * r - 94.154 * g - 18.285 * b) / 256
    }
  }
  return frame
}

/** A camera for Chromium that sees one picture at a time; what it sees can be changed while it films. */
export interface FakeCamera {
  /** Chromium's switches for this camera. */
  switches: string[]
  /** Puts a picture before the lens, on a table as a person would hold it. */
  see(picture: Buffer): Promise<void>
}

/**
 * The file is overwritten in place and keeps its size, so that a running capture shows the new picture with its
 * next frame.
 */
export async function createCamera(): Promise<FakeCamera> {
  const file = join(mkdtempSync(join(tmpdir(), 'linggong-camera-')), 'camera.y4m')
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\nFRAME\n`)
  const camera: FakeCamera = {
    switches: [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${file}`,
    ],
    async see(picture) {
      const card = await sharp(picture).resize({ width: 1000, height: 660, fit: 'inside' }).toBuffer()
      const rgb = await sharp({ create: { width, height, channels: 3, background: '#6d5a48' } })
        .composite([{ input: card, gravity: 'centre' }])
        .removeAlpha()
        .raw()
        .toBuffer()
      const handle = openSync(file, 'a+')
      closeSync(handle)
      const writer = openSync(file, 'r+')
      writeSync(writer, Buffer.concat([header, toYuv420(rgb)]), 0, undefined, 0)
      closeSync(writer)
    },
  }
  await camera.see(
    await sharp({ create: { width: 400, height: 260, channels: 3, background: '#888888' } })
      .png()
      .toBuffer(),
  )
  return camera
}
