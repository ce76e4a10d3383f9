const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text made safe for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** A small page for the phone: one heading, plainly marked as the sandbox. `content` is trusted HTML. */
export function phonePage(title: string, content: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)} · 沙箱</title><style>
body{margin:0;background:#f5f4f1;color:#24211d;font:16px/1.6 "PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
header{background:#b4470f;color:#fff;text-align:center;font-size:13px;padding:6px}
main{max-width:420px;margin:0 auto;padding:24px 20px}h1{font-size:20px;margin:0 0 16px}
button,.choice{display:block;box-sizing:border-box;width:100%;min-height:48px;margin:12px 0;padding:10px 16px;border:1px solid #d8d3ca;border-radius:10px;background:#fff;color:inherit;font:inherit;text-align:left;text-decoration:none;cursor:pointer}
button:hover,.choice:hover{border-color:#1f7a4d}button:focus-visible,.choice:focus-visible{outline:3px solid #1f7a4d}
small{color:#716a60}.face{width:180px;height:180px;margin:0 auto 20px;border:4px dashed #1f7a4d;border-radius:50%}
</style></head><body><header>沙箱 · 不会产生真实业务</header><main><h1>${escapeHtml(title)}</h1>${content}</main></body></html>`
}
