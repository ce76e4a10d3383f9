/** A document as stored bytes, to be sent without decoding it. */
export class RawBson {
  readonly bytes: Buffer

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }
}
