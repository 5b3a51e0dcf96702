import { fault } from '@mutirao/documents'
import { CloudOff, Download, LoaderCircle, LogIn, Plane, RefreshCw, TriangleAlert, Zap } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SyncStatus } from '../engine/index.ts'
import { useTranslation } from '../i18n/index.ts'
import type { PillTone } from '../ui/index.ts'

/** What is over within a second does not turn: at the start the frames belong to the board. */
const spinning = 'animate-spin [animation-delay:1s] motion-reduce:animate-none'

/** Colour and sign of each state: never the colour alone. */
export const statusLooks: Record<SyncStatus['state'], { readonly tone: PillTone; readonly icon: ReactNode }> = {
  saved: { tone: 'green', icon: <Zap aria-hidden className="fill-current" /> },
  saving: { tone: 'blue', icon: <RefreshCw aria-hidden className={spinning} /> },
  offline: { tone: 'red', icon: <CloudOff aria-hidden /> },
  connecting: { tone: 'amber', icon: <LoaderCircle aria-hidden className={spinning} /> },
  reverted: { tone: 'amber', icon: <TriangleAlert aria-hidden /> },
  'signed-out': { tone: 'grey', icon: <LogIn aria-hidden /> },
  'update-required': { tone: 'violet', icon: <Download aria-hidden /> },
}

/** Offline because the person wanted it: nothing is wrong, and it is said so. */
export const flightLook: { readonly tone: PillTone; readonly icon: ReactNode } = {
  tone: 'blue',
  icon: <Plane aria-hidden />,
}

/** What the pill says: `long` on a wide screen, `short` on a phone, `explain` in the panel. */
export function useStatusWords(
  status: SyncStatus,
  flying = false,
): {
  readonly long: string
  readonly short: string
  readonly explain: string
} {
  const { t } = useTranslation('shell')
  switch (status.state) {
    case 'saved': {
      const http = status.transport === 'http' && !fault('APP-40')
      const said = http ? t('status.savedHttp') : t('status.saved')
      return { long: said, short: said, explain: http ? t('status.explain.savedHttp') : t('status.explain.saved') }
    }
    case 'saving': {
      const said = t('status.saving', { count: status.pending })
      return { long: said, short: said, explain: t('status.explain.saving') }
    }
    case 'offline': {
      const { pending } = status
      if (flying) {
        const said = pending > 0 ? t('flight.pillPending', { count: pending }) : t('flight.pill')
        return { long: said, short: said, explain: t('flight.explain') }
      }
      const long = pending > 0 ? t('status.offlinePending', { count: pending }) : t('status.offline')
      const short = pending > 0 ? t('status.offlineShortPending', { pending }) : t('status.offlineShort')
      return { long, short, explain: t('status.explain.offline') }
    }
    case 'connecting':
      return { long: t('status.connecting'), short: t('status.connecting'), explain: t('status.explain.connecting') }
    case 'reverted': {
      const { count } = status
      const long = t('status.reverted', { count })
      return { long, short: t('status.revertedShort', { count }), explain: t('status.explain.reverted') }
    }
    case 'signed-out':
      return { long: t('status.signedOut'), short: t('status.signedOutShort'), explain: t('status.explain.signedOut') }
    case 'update-required':
      return {
        long: t('status.updateRequired'),
        short: t('status.updateRequiredShort'),
        explain: t('status.explain.updateRequired'),
      }
  }
}
