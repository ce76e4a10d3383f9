import type { ComponentType, LazyExoticComponent, ReactNode } from 'react'
import type { Permission } from '@linggong/shared'

/** One page: its absolute path and the component that is loaded when it is opened. */
export interface RouteEntry {
  path: string
  element: LazyExoticComponent<ComponentType>
  permission?: Permission
}

/** A line of the left menu: a page (`key` is its path) or a group of pages (`key` names the group). */
export interface MenuEntry {
  key: string
  label: string
  icon?: ReactNode
  permission?: Permission
  children?: MenuEntry[]
}
