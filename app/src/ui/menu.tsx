import { clsx } from 'clsx'
import { Check, ChevronRight } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'

const panel = 'motion-pop z-50 min-w-48 overflow-y-auto rounded-lg bg-raised p-1 shadow-2 outline-none'
const row =
  'flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 outline-none select-none data-disabled:opacity-50 ' +
  'data-highlighted:bg-hover touch:min-h-11 [&>svg]:size-[15px] [&>svg]:shrink-0 [&>svg]:text-muted'

export interface MenuProps {
  /** One element that takes a ref (an `IconButton quiet`, a `Button`). */
  readonly trigger: ReactElement
  readonly children: ReactNode
  readonly align?: 'start' | 'center' | 'end'
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  /** Gets the focus when the menu closes without having led elsewhere; default: the trigger. */
  readonly returnFocusTo?: HTMLElement
  readonly className?: string
}

/** A menu of actions: arrows walk, letters jump, Esc closes and gives the focus back. */
export function Menu(props: MenuProps) {
  const { trigger, children, align = 'start', side = 'bottom', open, onOpenChange, returnFocusTo, className } = props
  return (
    <Radix.Root
      modal={false}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (!returnFocusTo) return
            event.preventDefault()
            // An action may have opened a form or moved the focus on purpose.
            if (document.activeElement === document.body) returnFocusTo.focus()
          }}
          className={clsx(panel, 'max-h-(--radix-dropdown-menu-content-available-height)', className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

export interface MenuItemProps {
  readonly onSelect: () => void
  readonly children: ReactNode
  readonly icon?: ReactNode
  /** Keys that do the same, as for `Kbd`. */
  readonly shortcut?: string
  readonly danger?: boolean
  readonly disabled?: boolean
}
export function MenuItem({ onSelect, children, icon, shortcut, danger = false, disabled = false }: MenuItemProps) {
  return (
    <Radix.Item onSelect={onSelect} disabled={disabled} className={clsx(row, danger && 'text-red [&>svg]:text-red')}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut === undefined ? null : <Kbd keys={shortcut} />}
    </Radix.Item>
  )
}

export const MenuSeparator = () => <Radix.Separator className="mx-1 my-1 h-px bg-line" />

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-xs font-medium text-soft">{children}</Radix.Label>
}

/** Exactly one of several, ticked. */
export function MenuChoices({
  value,
  onChange,
  options,
}: {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: string; readonly icon?: ReactNode }[]
}) {
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

export function MenuSub({
  label,
  icon,
  children,
}: {
  readonly label: string
  readonly icon?: ReactNode
  readonly children: ReactNode
}) {
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
