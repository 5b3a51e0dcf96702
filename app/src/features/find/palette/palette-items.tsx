import { Command as Cmdk } from 'cmdk'
import type { ReactNode } from 'react'

interface GroupProps {
  readonly title: string
  readonly show: boolean
  readonly children: ReactNode
}
export function Group({ title, show, children }: GroupProps) {
  if (!show) return null
  return (
    <Cmdk.Group
      heading={title}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-soft"
    >
      {children}
    </Cmdk.Group>
  )
}

interface ItemProps {
  readonly value: string
  readonly icon: ReactNode
  readonly end?: ReactNode
  readonly onSelect: () => void
  readonly children: ReactNode
}
export function Item({ value, icon, end, onSelect, children }: ItemProps) {
  return (
    <Cmdk.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 py-1 select-none data-[selected=true]:bg-hover touch:min-h-11 [&>svg]:size-[15px] [&>svg]:shrink-0 [&>svg]:text-muted"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {end}
    </Cmdk.Item>
  )
}
