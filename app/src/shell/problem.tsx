import { Component, type ReactNode } from 'react'
import { CircleAlert } from 'lucide-react'
import { words } from '../i18n/index.ts'
import { Button, EmptyState } from '../ui/index.ts'

interface ProblemProps {
  readonly children: ReactNode
}

/** When a screen breaks, the rest of the page and everything typed stay; the person is told in a sentence. */
export class ProblemBoundary extends Component<ProblemProps, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    return this.state.failed ? <Problem /> : this.props.children
  }
}

function Problem() {
  return (
    <div className="flex h-full">
      <EmptyState
        icon={<CircleAlert />}
        title={words.t('common:problem.title')}
        action={
          <Button variant="primary" onClick={() => location.reload()}>
            {words.t('common:problem.reload')}
          </Button>
        }
      >
        {words.t('common:problem.text')}
      </EmptyState>
    </div>
  )
}
