import { lateComponent } from '../../ui/index.ts'

export { WorkBadge } from './badge.tsx'
export const WorkScreen = lateComponent(() => import('./work-screen.tsx').then((module) => module.WorkScreen))
