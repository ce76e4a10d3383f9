import { Result } from 'antd'
import { Link } from 'react-router'

/** An address that leads nowhere. */
export function MissingPage() {
  return (
    <Result
      status="info"
      title="没有这个页面"
      subTitle="地址可能写错了，或页面已经移走"
      extra={<Link to="/">返回首页</Link>}
    />
  )
}
