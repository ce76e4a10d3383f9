import { DownloadOutlined } from '@ant-design/icons'
import { Button, Typography } from 'antd'
import { envelopeMachine, formatDayRange, getContract, type ResponseOf } from '@linggong/shared'
import { useApi } from '@/shared/api/use-query'
import { DetailDrawer, DrawerSection } from '@/shared/ui/detail-drawer'
import { Facts } from '@/shared/ui/facts'
import { Loaded } from '@/shared/ui/loaded'
import { PagePictures } from '@/shared/ui/page-pictures'
import { StateTag } from '@/shared/ui/state-tag'
import { TimeText } from '@/shared/ui/time'
import { History } from '@/shared/ui/timeline'

type Contract = ResponseOf<typeof getContract>

/** ms between reads while the file is being made. */
const filePollMs = 2_000

/** A contract as it stands; read again until its file is there. */
export function useContract(id: string | null) {
  return useApi(
    getContract,
    { params: { id: id ?? '' } },
    {
      enabled: id !== null,
      refetchInterval: (data) => (data && data.pages.length === 0 ? filePollMs : false),
    },
  )
}

/** A contract to read, download and check; `id` null closes it. */
export function ContractDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const query = useContract(id)
  const contract = id === null ? undefined : query.data
  return (
    <DetailDrawer
      open={id !== null}
      title={contract?.title ?? '合同'}
      tag={contract && <StateTag machine={envelopeMachine} state={contract.state} />}
      width={840}
      onClose={onClose}
      footer={
        contract &&
        contract.pages.length > 0 && (
          <Button
            icon={<DownloadOutlined />}
            href={contract.fileUrl}
            download={`${contract.title}-${contract.number}.pdf`}
          >
            下载合同 PDF
          </Button>
        )
      }
    >
      {id && <Loaded query={query}>{(data) => <ContractBody contract={data} />}</Loaded>}
    </DetailDrawer>
  )
}

function ContractBody({ contract }: { contract: Contract }) {
  return (
    <>
      <DrawerSection title="合同信息">
        <Facts
          items={[
            { label: '合同编号', value: <span className="num">{contract.number}</span> },
            { label: '合同期限', value: formatDayRange(contract.termFrom, contract.termTo) },
            ...contract.parties.map(({ name, signedAt }) => ({
              label: name,
              value: signedAt ? (
                <>
                  已签署 <TimeText at={signedAt} />
                </>
              ) : (
                <span className="warn">未签署</span>
              ),
            })),
            ...contract.summary.map(({ label, text }) => ({ label, value: text, wide: true })),
            ...(contract.resultHash
              ? [
                  {
                    label: '文件指纹（SHA-256）',
                    value: (
                      <Typography.Text copyable code style={{ fontSize: 12 }}>
                        {contract.resultHash}
                      </Typography.Text>
                    ),
                    wide: true,
                  },
                ]
              : []),
          ]}
        />
      </DrawerSection>
      <DrawerSection title="合同正文">
        <PagePictures pages={contract.pages} height={640} />
      </DrawerSection>
      <DrawerSection title="签署记录">
        <History entries={contract.timeline} />
      </DrawerSection>
    </>
  )
}
