/** A refusal by the service: answered as HTTP 200 with Response.Error. */
export class ApiError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
