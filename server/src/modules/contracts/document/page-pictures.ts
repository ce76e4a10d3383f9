import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'

/** A page as a picture, px. */
export interface Picture {
  content: Buffer
  width: number
  height: number
}

const pictureWidth = 1080

let library: Promise<PDFiumLibrary> | undefined

function pdfium(): Promise<PDFiumLibrary> {
  library ??= PDFiumLibrary.init()
  return library
}

/** Pages of a PDF as PNG pictures of 1,080 px width, from page `from` (0-based) on. */
export async function renderPages(content: Buffer, from = 0): Promise<Picture[]> {
  const document = await (await pdfium()).loadDocument(content)
  try {
    const pictures: Picture[] = []
    for (let index = from; index < document.getPageCount(); index++) {
      const page = document.getPage(index)
      const { originalWidth, originalHeight } = page.getOriginalSize()
      const size = {
        width: pictureWidth,
        height: Math.round((pictureWidth * originalHeight) / originalWidth),
      }
      const { data, width, height } = await page.render({ ...size, render: 'bitmap' })
      const png = await sharp(data, { raw: { width, height, channels: 4 } })
        .flatten({ background: '#ffffff' })
        .png({ palette: true, colours: 64, effort: 3 })
        .toBuffer()
      pictures.push({ content: png, width, height })
    }
    return pictures
  } finally {
    document.destroy()
  }
}

/** The text of each page as a reader of the file would copy it. */
export async function textOfPages(content: Buffer): Promise<string[]> {
  const document = await (await pdfium()).loadDocument(content)
  try {
    return [...document.pages()].map((page) => page.getText())
  } finally {
    document.destroy()
  }
}
