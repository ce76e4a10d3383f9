import { Button, Image, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../api.ts'
import type { ListedPerson, SampleVariant } from '../types.ts'

type Side = 'front' | 'back'

/** Sample ID pictures of the person: good ones and one for everything that can be wrong with a photo. */
export function CameraRoll({ person }: { person: ListedPerson }) {
  const [side, setSide] = useState<Side>('front')
  const [variants, setVariants] = useState<SampleVariant[]>([])
  useEffect(() => {
    void call<SampleVariant[]>('sample-cards').then(setVariants, () => setVariants([]))
  }, [])
  const source = (variant: SampleVariant) =>
    `/sandbox/api/people/${person.key}/id-card/${side}?variant=${variant.id}`

  return (
    <div className="album">
      <h2>相册 · 身份证样本</h2>
      <p className="quiet">下载后可在拍摄证件照时选用，也可以放到摄像头前。</p>
      <Segmented<Side>
        block
        value={side}
        onChange={setSide}
        options={[
          { label: '人像面', value: 'front' },
          { label: '国徽面', value: 'back' },
        ]}
      />
      <Image.PreviewGroup>
        <div className="album-grid">
          {variants
            .filter((variant) => variant.sides.includes(side))
            .map((variant) => (
              <figure key={variant.id}>
                <Image
                  src={source(variant)}
                  alt={`${person.name}的身份证样本，${variant.label}`}
                  loading="lazy"
                />
                <figcaption>
                  <span>{variant.label}</span>
                  <Button
                    size="small"
                    href={`${source(variant)}&download`}
                    aria-label={`下载${variant.label}`}
                  >
                    下载
                  </Button>
                </figcaption>
              </figure>
            ))}
        </div>
      </Image.PreviewGroup>
    </div>
  )
}
