import { Drawer } from 'antd'
import type { ReactNode } from 'react'

/** Details of a row, at the right side. `footer` holds the actions, fixed at the bottom. */
export function DetailDrawer({
  open,
  title,
  tag,
  extra,
  footer,
  width = 640,
  onClose,
  children,
}: {
  open: boolean
  title: ReactNode
  /** The object's state, beside the title. */
  tag?: ReactNode
  extra?: ReactNode
  footer?: ReactNode
  width?: number
  onClose: () => void
  children: ReactNode
}) {
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={width}
      destroyOnHidden
      title={
        <div className="drawer-title">
          <span className="drawer-title__text">{title}</span>
          {tag}
        </div>
      }
      extra={extra}
      footer={footer ? <div className="drawer-footer">{footer}</div> : null}
    >
      {children}
    </Drawer>
  )
}

/** A headed part of a drawer. */
export function DrawerSection({
  title,
  extra,
  children,
}: {
  title: string
  extra?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="drawer-section">
      <div className="drawer-section__head">
        <h3 className="drawer-section__title">{title}</h3>
        {extra}
      </div>
      {children}
    </section>
  )
}
