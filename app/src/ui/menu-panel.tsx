/** The inside of menus: fetched before the first one opens (menu.tsx). */
import { clsx } from 'clsx'
import { Check, ChevronRight } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import { Suspense, useEffect, useRef, type ReactNode } from 'react'
import { AnchorProxy } from './anchor-proxy.tsx'
import { Kbd } from './kbd.tsx'
import type { MenuChoicesProps, MenuItemProps, MenuSubProps } from './menu-entries.ts'

const panel =
  'motion-pop z-50 max-w-[min(360px,calc(100vw-16px))] min-w-48 overflow-y-auto rounded-lg bg-raised p-1 shadow-2 outline-none'
const row =
  'flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 outline-none select-none data-disabled:opacity-50 ' +
  'data-highlighted:bg-hover touch:min-h-11 [&>svg]:size-[15px] [&>svg]:shrink-0 [&>svg]:text-muted'

interface PanelProps {
  readonly id: string
  readonly labelledBy: string | undefined
  readonly anchor: HTMLElement
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** Told by menu.tsx, which was there before the key was pressed. */
  readonly openedByKey: () => boolean
  readonly align: 'start' | 'center' | 'end'
  readonly side: 'top' | 'right' | 'bottom' | 'left'
  readonly returnFocusTo: HTMLElement | undefined
  readonly className: string | undefined
  readonly children: ReactNode
}

export function Panel({ id, labelledBy, anchor, open, onOpenChange, openedByKey, returnFocusTo, ...look }: PanelProps) {
  return (
    <Radix.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>
        <AnchorProxy anchor={anchor} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          id={id}
          aria-labelledby={labelledBy}
          align={look.align}
          side={look.side}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (!returnFocusTo) return
            event.preventDefault()
            // An action may have opened a form or moved the focus on purpose.
            if (document.activeElement === document.body) returnFocusTo.focus()
          }}
          className={clsx(panel, 'max-h-(--radix-dropdown-menu-content-available-height)', look.className)}
        >
          <FirstItem openedByKey={openedByKey} />
          {/* What is inside may still be on its way; the screen around it must not wait. */}
          <Suspense fallback={null}>{look.children}</Suspense>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Opened by a key, the first item is meant. Radix does the same, but only when it was there before the key was pressed. */
function FirstItem({ openedByKey }: { readonly openedByKey: () => boolean }) {
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!openedByKey()) return
    const menu = mark.current?.closest('[role=menu]')
    menu?.querySelector<HTMLElement>('[role^=menuitem]:not([data-disabled])')?.focus({ preventScroll: true })
  }, [openedByKey])
  return <span ref={mark} hidden />
}

export function Item({ onSelect, children, icon, shortcut, danger = false, disabled = false }: MenuItemProps) {
  return (
    <Radix.Item onSelect={onSelect} disabled={disabled} className={clsx(row, danger && 'text-red [&>svg]:text-red')}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut === undefined ? null : <Kbd keys={shortcut} />}
    </Radix.Item>
  )
}

export const Separator = () => <Radix.Separator className="mx-1 my-1 h-px bg-line" />

export function Label({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-xs font-medium text-soft">{children}</Radix.Label>
}

export function Choices({ value, onChange, options }: MenuChoicesProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={row}>
          {option.icon}
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          <span className="w-3.5">
            <Radix.ItemIndicator>
              <Check className="size-3.5 text-brand" />
            </Radix.ItemIndicator>
          </span>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}

export function Sub({ label, icon, children }: MenuSubProps) {
  return (
    <Radix.Sub>
      <Radix.SubTrigger className={clsx(row, 'data-[state=open]:bg-hover')}>
        {icon}
        <span className="min-w-0 flex-1 truncate">{label}</span>
        <ChevronRight />
      </Radix.SubTrigger>
      <Radix.Portal>
        <Radix.SubContent sideOffset={4} collisionPadding={8} className={clsx(panel, 'max-h-80')}>
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  )
}
