import { withWords } from '../../i18n/index.ts'
import { lateComponent } from '../../ui/index.ts'

export { WorkBadge } from './badge.tsx'
export const WorkScreen = lateComponent(
  withWords(() => import('./work-screen.tsx').then((module) => module.WorkScreen)),
)
