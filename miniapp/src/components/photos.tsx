import Taro from '@tarojs/taro'
import { Image, View } from '@tarojs/components'
import { absoluteUrl } from '@/platform/environment'
import { aria } from './aria'

/** Pictures in a grid; a tap shows one in full. */
export function Photos({ pictures }: { pictures: { id: string; url: string; name: string }[] }) {
  const urls = pictures.map((picture) => absoluteUrl(picture.url))
  return (
    <View className="photos">
      {pictures.map((picture, index) => (
        <View
          className="photos__cell"
          key={picture.id}
          {...aria('button', { label: `查看图片 ${index + 1}` })}
          onClick={() => void Taro.previewImage({ urls, current: urls[index] as string })}
        >
          <Image className="photos__picture" src={urls[index] as string} mode="aspectFill" />
        </View>
      ))}
    </View>
  )
}
