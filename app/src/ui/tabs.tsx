import { fault } from '@mutirao/documents/faults'
import { clsx } from 'clsx'
import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

export interface TabItem {
  readonly id: string
  readonly label: string
  /** A number in lighter ink behind the label. */
  readonly count?: number
  readonly content: ReactNode
}
export interface TabsProps {
  /** Accessible name of the row of tabs. */
  readonly label: string
  readonly tabs: readonly TabItem[]
  readonly value: string
  readonly onChange: (id: string) => void
  readonly className?: string
}

/** A row of tabs with an underline, and the open one's content below. */
export function Tabs({ label, tabs, value, onChange, className }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onChange} className={clsx('flex min-h-0 flex-1 flex-col', className)}>
      <Radix.List aria-label={label} className="flex gap-4.5 border-b border-line px-5">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="py-1.5 text-muted transition-colors hover:text-text touch:min-h-11 data-[state=active]:font-medium data-[state=active]:text-text data-[state=active]:shadow-[inset_0_-2px_0_var(--brand)]"
          >
            {tab.label}
            {tab.count === undefined ? null : (
              <>
                {/* Unseen, but in the line: read as one word otherwise, "Comentários4". */}
                {fault('DSN-12') ? null : <span className="text-[0px] leading-none">, </span>}
                <span className="ml-1.5 text-soft">{tab.count}</span>
              </>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="min-h-0 flex-1 overflow-y-auto outline-none">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
