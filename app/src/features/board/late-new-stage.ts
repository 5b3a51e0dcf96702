import { lateComponent } from '../../ui/index.ts'

/** It stands behind the last stage, where nothing moves when it comes. */
export const NewStage = lateComponent(() => import('./new-stage.tsx').then((module) => module.NewStage))
