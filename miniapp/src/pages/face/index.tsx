import { useRouter } from '@tarojs/taro'
import { WebView } from '@tarojs/components'

/** Shows the face check inside the mini-program; the entry page goes on when the worker comes back. */
export default function FacePage() {
  const { params } = useRouter()
  return <WebView src={decodeURIComponent(params.url ?? '')} />
}
