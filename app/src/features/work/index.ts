export { WorkBadge } from './badge.tsx'
export { WorkScreen } from './work-screen.tsx'
