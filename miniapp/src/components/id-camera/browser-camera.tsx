import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import { useConfig } from '@/api/use-config'
import { playsInWechat } from '@/platform/environment'
import { takePhotoByJsSdk } from '@/platform/js-sdk'
import { Action } from '../action'
import { Notice } from '../notice'
import { Page } from '../page'
import { cameraTip } from './id-camera-props'
import type { IdCameraProps } from './id-camera-props'
import { useLiveVideo } from './use-live-video'

const cameraProblems = {
  refused: '没有相机权限，拍不了证件。请在浏览器的网站设置里允许使用相机，然后重试。',
  missing: '没有找到能用的相机。请用手机微信打开本页，或换一台有相机的设备。',
}

/** Whether the worker left WeChat's camera for the one in the page: it stays so for the other side. */
let leftWechat = false

/** WeChat's own camera by JS-SDK where it is there, else live video in the page. Neither offers an album. */
export function BrowserCamera({ side, ready, onPhoto, children }: IdCameraProps) {
  const config = useConfig()
  const [inPage, setInPage] = useState(leftWechat)
  const [attempt, setAttempt] = useState(0)
  const scriptUrl = config.data?.jsSdkUrl ?? null
  const byWechat = !inPage && scriptUrl !== null && playsInWechat(config.data?.environment)

  const leaveWechat = () => {
    leftWechat = true
    setInPage(true)
  }

  if (!config.data)
    return (
      <Page title="证件照" first>
        {children}
      </Page>
    )
  return byWechat ? (
    <WechatCamera {...{ side, ready, onPhoto, children, scriptUrl }} onOtherWay={leaveWechat} />
  ) : (
    <LiveCamera
      key={attempt}
      {...{ side, ready, onPhoto, children }}
      onRetry={() => setAttempt((count) => count + 1)}
    />
  )
}

function photoOf(blob: Blob) {
  return { content: blob, preview: URL.createObjectURL(blob) }
}

function WechatCamera({
  ready,
  onPhoto,
  children,
  scriptUrl,
  onOtherWay,
}: IdCameraProps & { scriptUrl: string; onOtherWay: () => void }) {
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const shoot = async () => {
    setBusy(true)
    setFailed(false)
    try {
      const blob = await takePhotoByJsSdk(scriptUrl)
      if (blob) onPhoto(photoOf(blob))
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page
      title="证件照"
      first
      action={
        <Action busy={busy} disabled={!ready} onTap={() => void shoot()}>
          拍摄
        </Action>
      }
      second={{ text: '打不开相机？换一种方式', onTap: onOtherWay }}
    >
      {children}
      <View className="camera">
        <View className="camera__still">
          <Text>点“拍摄”打开微信相机</Text>
        </View>
        <View className="camera__frame" />
        <Text className="camera__tip">{cameraTip}</Text>
      </View>
      {failed && <Notice tone="bad" text="微信相机没有打开。请再试一次，或换一种方式拍摄。" />}
    </Page>
  )
}

function LiveCamera({ ready, onPhoto, children, onRetry }: IdCameraProps & { onRetry: () => void }) {
  const { video, state, shoot: shootFrame } = useLiveVideo()
  const [failed, setFailed] = useState(false)
  const problem = state === 'refused' || state === 'missing' ? cameraProblems[state] : null
  const shoot = async () => {
    const blob = await shootFrame()
    setFailed(!blob)
    if (blob) onPhoto(photoOf(blob))
  }
  return (
    <Page
      title="证件照"
      first
      action={
        problem ? (
          <Action onTap={onRetry}>重试</Action>
        ) : (
          <Action disabled={!ready || state !== 'live'} onTap={() => void shoot()}>
            拍摄
          </Action>
        )
      }
    >
      {children}
      {problem ? (
        <Notice tone="warn" text={problem} />
      ) : (
        <View className="camera">
          <video className="camera__view" ref={video} autoPlay muted playsInline />
          <View className="camera__frame" />
          <Text className="camera__tip">{cameraTip}</Text>
        </View>
      )}
      {failed && <Notice tone="bad" text="没有拍成功，请再拍一次。" />}
    </Page>
  )
}
