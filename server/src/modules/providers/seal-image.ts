import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fontkit, { type Font } from '@pdf-lib/fontkit'
import sharp from 'sharp'

const size = 420
const centre = size / 2
const red = '#c8102e'
const fontFile = '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'

let font: Font | undefined

/** The bundled font: a seal looks the same on a machine without Chinese fonts. */
function sealFont(): Font {
  font ??= fontkit.create(readFileSync(createRequire(import.meta.url).resolve(fontFile)))
  return font
}

/** One character as outlines of `fontSize` px, its box centred on the origin. */
function outline(character: string, fontSize: number): string {
  const glyph = sealFont().glyphForCodePoint(character.codePointAt(0) ?? 0)
  const scale = fontSize / sealFont().unitsPerEm
  return `<path transform="scale(${scale} ${-scale}) translate(${-glyph.advanceWidth / 2} -380)" d="${glyph.path.toSVG()}"/>`
}

/** Five-pointed star around the centre, as SVG path data. */
function star(radius: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const reach = index % 2 === 0 ? radius : radius * 0.382
    const angle = (Math.PI / 5) * index - Math.PI / 2
    return `${(centre + reach * Math.cos(angle)).toFixed(2)},${(centre + reach * Math.sin(angle)).toFixed(2)}`
  })
  return `M${points.join('L')}Z`
}

/** The characters of a name along the upper rim, feet towards the centre. */
function rim(name: string): string {
  const characters = [...name]
  const fontSize = Math.min(46, Math.floor(860 / characters.length))
  const radius = centre - 24 - fontSize / 2
  const sweep = Math.min(280, (characters.length * fontSize * 1.2 * 180) / (Math.PI * radius))
  const step = characters.length > 1 ? sweep / (characters.length - 1) : 0
  return characters
    .map((character, index) => {
      const angle = (step * index - (step * (characters.length - 1)) / 2).toFixed(2)
      return `<g transform="rotate(${angle} ${centre} ${centre}) translate(${centre} ${centre - radius})">${outline(character, fontSize)}</g>`
    })
    .join('')
}

function line(text: string, y: number, fontSize: number): string {
  const characters = [...text]
  return characters
    .map((character, index) => {
      const x = centre + (index - (characters.length - 1) / 2) * fontSize
      return `<g transform="translate(${x} ${y})">${outline(character, fontSize)}</g>`
    })
    .join('')
}

/**
 * The round red seal of an organisation: name along the rim, star in the middle (the layout of GA 241.9).
 * @returns PNG with transparent background, 420 px square
 */
export async function drawSeal(name: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" fill="${red}">
<circle cx="${centre}" cy="${centre}" r="${centre - 8}" fill="none" stroke="${red}" stroke-width="10"/>
<path d="${star(60)}"/>${rim(name)}${line('电子签章', centre + 118, 32)}</svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}
