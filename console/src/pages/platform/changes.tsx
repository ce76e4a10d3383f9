/** What was changed since the version before: the old value struck through, the new one below. */
export function Changes({ rows }: { rows: readonly { label: string; before: string; after: string }[] }) {
  return (
    <table className="changes">
      <thead>
        <tr>
          <th>项目</th>
          <th>上一版</th>
          <th>这一版</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, before, after }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>
              <del>{before}</del>
            </td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
