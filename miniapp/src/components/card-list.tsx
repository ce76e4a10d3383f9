import { Text, View } from '@tarojs/components'
import type { ResponseOf, listCards } from '@linggong/shared'
import { aria } from './aria'
import { modified } from './class-names'

type Card = ResponseOf<typeof listCards>['rows'][number]

interface CardListProps {
  cards: Card[]
  chosen: string | null
  onChoose: (id: string) => void
}

/** The worker's cards, one of which receives the commission. */
export function CardList({ cards, chosen, onChoose }: CardListProps) {
  return (
    <View className="card card--flush">
      {cards.map((card, index) => {
        const label = `${card.bankName}，尾号 ${card.tail}`
        const choose = card.usable
          ? { ...aria('radio', { label, checked: card.id === chosen }), onClick: () => onChoose(card.id) }
          : {}
        return (
          <View
            className={modified('row', { first: index === 0, off: !card.usable })}
            key={card.id}
            {...choose}
          >
            <View className={modified('check__box', { round: true, on: card.id === chosen })}>
              {card.id === chosen && <View className="check__mark" />}
            </View>
            <View className="row__main">
              <Text>{card.bankName}</Text>
              <Text className="small">{`储蓄卡 尾号 ${card.tail}${card.usable ? '' : '，暂时不能收款'}`}</Text>
            </View>
            {card.isSettlement && <Text className="row__note">结算卡</Text>}
          </View>
        )
      })}
    </View>
  )
}
