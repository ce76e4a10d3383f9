import { crc32, deflateSync } from 'node:zlib'

/** A canvas that really draws lines, so that a signature made in the host is a picture like any other. */
export class HostCanvas {
  width = 300
  height = 150
  private pixels = new Uint8Array(0)
  private path: [number, number][] = []
  private readonly pen = this.createPen()

  getContext(): unknown {
    return this.pen
  }

  toDataURL(): string {
    return `data:image/png;base64,${encodePng(this.width, this.height, this.surface()).toString('base64')}`
  }

  private surface(): Uint8Array {
    const size = this.width * this.height * 4
    if (this.pixels.length !== size) this.pixels = new Uint8Array(size)
    return this.pixels
  }

  private createPen() {
    const pen = {
      lineWidth: 1,
      lineCap: 'butt',
      lineJoin: 'miter',
      strokeStyle: '#000',
      clearRect: () => void this.surface().fill(0),
      beginPath: () => {
        this.path = []
      },
      moveTo: (x: number, y: number) => void this.path.push([x, y]),
      lineTo: (x: number, y: number) => void this.path.push([x, y]),
      quadraticCurveTo: (_: number, __: number, x: number, y: number) => void this.path.push([x, y]),
      stroke: () => this.strokePath(pen.lineWidth),
    }
    return pen
  }

  private strokePath(lineWidth: number): void {
    this.path.slice(1).forEach(([x, y], index) => {
      const [fromX, fromY] = this.path[index] as [number, number]
      const steps = Math.max(1, Math.ceil(Math.hypot(x - fromX, y - fromY)))
      for (let step = 0; step <= steps; step += 1)
        this.dot(fromX + ((x - fromX) * step) / steps, fromY + ((y - fromY) * step) / steps, lineWidth / 2)
    })
  }

  private dot(centreX: number, centreY: number, radius: number): void {
    const pixels = this.surface()
    for (let y = Math.floor(centreY - radius); y <= centreY + radius; y += 1)
      for (let x = Math.floor(centreX - radius); x <= centreX + radius; x += 1)
        if (x >= 0 && y >= 0 && x < this.width && y < this.height)
          pixels.set([0x16, 0x13, 0x0f, 255], (y * this.width + x) * 4)
  }
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** RGBA rows as a PNG (ISO/IEC 15948). */
function encodePng(width: number, height: number, rgba: Uint8Array): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const rows = Buffer.alloc((width * 4 + 1) * height)
  for (let y = 0; y < height; y += 1)
    rows.set(rgba.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
