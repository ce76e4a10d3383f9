import { Typography } from 'antd'

/** One line that ends in … when it does not fit, whole on hover. */
export function Ellipsis({ text, width }: { text: string; width?: number }) {
  return (
    <Typography.Text ellipsis={{ tooltip: text }} style={width ? { maxWidth: width } : { width: '100%' }}>
      {text}
    </Typography.Text>
  )
}
