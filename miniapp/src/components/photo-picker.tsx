import { Image, Text, View } from '@tarojs/components'
import type { Deliverable } from '@/hooks/use-deliverables'
import { maxDeliverables } from '@/hooks/use-deliverables'
import { aria } from './aria'
import { modified } from './class-names'

interface PhotoPickerProps {
  items: Deliverable[]
  onAdd: () => void
  onRetry: (key: string) => void
  onRemove: (key: string) => void
}

/** Chosen pictures with their state, and a cell to add more. */
export function PhotoPicker({ items, onAdd, onRetry, onRemove }: PhotoPickerProps) {
  return (
    <View className="photos">
      {items.map((item, index) => (
        <View className="photos__cell" key={item.key}>
          <Image className="photos__picture" src={item.preview} mode="aspectFill" />
          {item.state === 'uploading' && <View className="photos__state">上传中</View>}
          {item.state === 'failed' && (
            <View
              className={modified('photos__state', { bad: true })}
              {...aria('button', { label: `第 ${index + 1} 张没有传上去，重传` })}
              onClick={() => onRetry(item.key)}
            >
              没传上，点我重传
            </View>
          )}
          <View
            className="photos__remove"
            {...aria('button', { label: `移除第 ${index + 1} 张` })}
            onClick={() => onRemove(item.key)}
          >
            <View className="photos__remove-mark">×</View>
          </View>
        </View>
      ))}
      {items.length < maxDeliverables && (
        <View className="photos__cell photos__add" {...aria('button', { label: '添加照片' })} onClick={onAdd}>
          <Text>添加照片</Text>
          <Text>{`${items.length}/${maxDeliverables}`}</Text>
        </View>
      )}
    </View>
  )
}
