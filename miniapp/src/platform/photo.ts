/** A picture on its way to the server: a Blob in a browser, a temporary path in the mini-program. */
export interface Photo {
  content: Blob | string
  /** What an image element shows. */
  preview: string
}
