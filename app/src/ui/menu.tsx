import type { KeyboardEvent, PointerEvent, ReactElement, ReactNode } from 'react'
import { openedByKey } from './last-input.ts'
import { latePart } from './late.ts'
import type { MenuChoicesProps, MenuItemProps, MenuSubProps } from './menu-entries.ts'
import { useOpener } from './opener.ts'
import { withProps } from './trigger.ts'

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

const inside = latePart(() => import('./menu-panel.tsx'))
/** Only rendered inside an open menu, when its code has come. */
const part = () => {
  const loaded = inside.now()
  if (!loaded) throw new Error('a menu item outside a menu')
  return loaded
}

/** A menu of actions: arrows walk, letters jump, Esc closes and gives the focus back. */
export function Menu(props: MenuProps) {
  const { trigger, children, align = 'start', side = 'bottom', returnFocusTo, className } = props
  const { id, isOpen, change, ref, anchor, triggerProps, panel } = useOpener(props, inside)
  const triggerId = (trigger.props as { readonly id?: string }).id ?? `${id}-by`
  const ours = {
    ...triggerProps,
    id: triggerId,
    'aria-haspopup': 'menu',
    'aria-controls': isOpen && panel ? id : undefined,
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0 || event.ctrlKey) return
      change(!isOpen)
      // Lets the menu take the focus instead of its trigger.
      if (!isOpen) event.preventDefault()
    },
    onKeyDown(event: KeyboardEvent) {
      if (event.key === 'ArrowDown') change(true)
      else if (event.key === 'Enter' || event.key === ' ') change(!isOpen)
      else return
      event.preventDefault()
    },
  }
  return (
    <>
      {withProps(trigger, ours, ref)}
      {panel && anchor ? (
        <panel.Panel
          id={id}
          labelledBy={triggerId}
          anchor={anchor}
          open={isOpen}
          onOpenChange={change}
          openedByKey={openedByKey}
          {...{ align, side, returnFocusTo, className }}
        >
          {children}
        </panel.Panel>
      ) : null}
    </>
  )
}

export function MenuItem(props: MenuItemProps) {
  const { Item } = part()
  return <Item {...props} />
}

export function MenuSeparator() {
  const { Separator } = part()
  return <Separator />
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  const { Label } = part()
  return <Label>{children}</Label>
}

/** Exactly one of several, ticked. */
export function MenuChoices(props: MenuChoicesProps) {
  const { Choices } = part()
  return <Choices {...props} />
}

export function MenuSub(props: MenuSubProps) {
  const { Sub } = part()
  return <Sub {...props} />
}
