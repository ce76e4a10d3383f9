import { useState } from 'react'
import Taro from '@tarojs/taro'
import { Camera, Text, View } from '@tarojs/components'
import { Action } from '../action'
import { Notice } from '../notice'
import { Page } from '../page'
import { cameraTip } from './id-camera-props'
import type { IdCameraProps } from './id-camera-props'

/** The mini-program's camera component with a frame over it. */
export function MiniProgramCamera({ ready, onPhoto, children }: IdCameraProps) {
  const [refused, setRefused] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)

  const shoot = () => {
    setBusy(true)
    setFailed(false)
    Taro.createCameraContext().takePhoto({
      quality: 'high',
      success: ({ tempImagePath }) => {
        setBusy(false)
        onPhoto({ content: tempImagePath, preview: tempImagePath })
      },
      fail: () => {
        setBusy(false)
        setFailed(true)
      },
    })
  }
  const allow = async () => {
    const { authSetting } = await Taro.openSetting()
    setRefused(!authSetting['scope.camera'])
  }

  return (
    <Page
      title="证件照"
      first
      action={
        refused ? (
          <Action onTap={() => void allow()}>打开相机权限</Action>
        ) : (
          <Action busy={busy} disabled={!ready} onTap={shoot}>
            拍摄
          </Action>
        )
      }
    >
      {children}
      {refused ? (
        <Notice tone="warn" text="还没有相机权限，拍不了证件。点下面的按钮，在设置里打开“摄像头”。" />
      ) : (
        <View className="camera">
          <Camera
            className="camera__view"
            devicePosition="back"
            flash="off"
            onError={() => setRefused(true)}
            onStop={() => setFailed(true)}
          />
          <View className="camera__frame" />
          <Text className="camera__tip">{cameraTip}</Text>
        </View>
      )}
      {failed && <Notice tone="bad" text="没有拍成功，请再拍一次。" />}
    </Page>
  )
}
