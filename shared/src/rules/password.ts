/** True for a password of at least 10 characters with upper, lower, digit and symbol (product.md S3). */
export function isStrongPassword(password: string): boolean {
  return (
    password.length >= 10 &&
    password.length <= 128 &&
    [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z0-9]/].every((kind) => kind.test(password))
  )
}
