import sharp from 'sharp'

/** How wrong the clock of a phone may be, in ms. */
const toleranceMs = 24 * 60 * 60_000

/**
 * Whether the picture says of itself (EXIF date) that it was taken long before. Pictures without a date, as the
 * camera pages send them, are judged by the capture session alone. Real time: cameras know no other.
 */
export async function isOldPicture(image: Buffer, now: Date = new Date()): Promise<boolean> {
  const { exif } = await sharp(image).metadata()
  const dates = exif?.toString('latin1').match(/\d{4}:\d{2}:\d{2} \d{2}:\d{2}:\d{2}/g) ?? []
  const times = dates
    .map((text) => Date.parse(`${text.slice(0, 10).replaceAll(':', '-')}T${text.slice(11)}+08:00`))
    .filter((time) => !Number.isNaN(time))
  return times.length > 0 && Math.max(...times) < now.getTime() - toleranceMs
}
