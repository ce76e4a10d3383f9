/** Why a screen of the phone is empty and what fills it. */
export function Empty({ title, hint }: { title: string; hint: string }) {
  return (
    <div className="phone-empty">
      <strong>{title}</strong>
      <p>{hint}</p>
    </div>
  )
}
