import { SwapOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { switchOrganisation } from '@linggong/shared'
import { useIntent } from '@/shared/api/use-intent'
import { useSession } from '@/shared/session'

/** The organisation the account acts for, and the others it may switch to. */
export function OrganisationSwitch() {
  const { organisation, memberships } = useSession()
  const change = useIntent(switchOrganisation, {
    // Everything that was read belongs to the organisation before: begin anew.
    onDone: () => location.assign('/'),
  })
  const others = memberships.filter(({ organisationId }) => organisationId !== organisation?.id)
  return (
    <div className="frame__organisation">
      <span className="frame__organisation-name">{organisation?.name ?? '还没有加入单位'}</span>
      {others.length > 0 ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: others.map(({ organisationId, name }) => ({ key: organisationId, label: name })),
            onClick: ({ key }) => void change.run({ body: { organisationId: key } }),
          }}
        >
          <Button size="small" type="text" icon={<SwapOutlined aria-hidden />} loading={change.running}>
            切换单位
          </Button>
        </Dropdown>
      ) : null}
    </div>
  )
}
