/** The pages of a contract as pictures, to read in a scrolling frame. */
export function PagePictures({
  pages,
  height = 560,
}: {
  pages: readonly { url: string; width: number; height: number }[]
  height?: number
}) {
  if (pages.length === 0) return <div className="pages pages--wait">合同文件正在生成，请稍候刷新</div>
  return (
    <div className="pages" style={{ maxHeight: height }} tabIndex={0} role="region" aria-label="合同正文">
      {pages.map((page, index) => (
        <img
          key={page.url}
          src={page.url}
          alt={`第 ${index + 1} 页，共 ${pages.length} 页`}
          width={page.width}
          height={page.height}
          loading="lazy"
        />
      ))}
    </div>
  )
}
