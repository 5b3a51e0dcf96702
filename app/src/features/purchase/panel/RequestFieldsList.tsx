import { priorities, type RequestSnapshot } from '@mutirao/documents'
import { useListEdits } from '../../../engine/purchase/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { parseText } from '../../../parse/typed.ts'
import { Avatar, Select } from '../../../ui/index.ts'
import { DayInput } from '../../../view/fields/DayInput.tsx'
import { inlineSelect } from '../../../view/fields/inline.ts'
import { Row } from '../../../view/fields/Row.tsx'
import { TextField } from '../../../view/fields/TextField.tsx'
import { useNameOf } from '../parts.tsx'

const textFields = ['costCentre', 'category', 'project', 'place'] as const

export function RequestFieldsList({
  listId,
  request,
  readOnly,
}: {
  readonly listId: string
  readonly request: RequestSnapshot
  readonly readOnly: boolean
}) {
  const { t } = useTranslation('purchase')
  const edits = useListEdits(listId)
  const nameOf = useNameOf()
  const requester = request.createdBy ?? ''
  return (
    <div className="grid grid-cols-2 gap-x-6 px-5 pb-3 phone:grid-cols-1">
      <Row field="requester" label={t('field.requester')}>
        {(control) => (
          <output {...control} className="flex items-center gap-2 px-2 py-[6px] touch:min-h-11">
            <Avatar id={requester} name={nameOf(requester)} size="xs" decorative />
            {nameOf(requester)}
          </output>
        )}
      </Row>
      <Row field="priority" label={t('field.priority')}>
        {(control) => (
          <Select
            {...control}
            value={request.priority}
            options={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
            onChange={(next) => {
              const priority = priorities.find((known) => known === next)
              if (priority) edits.setField(request.id, 'priority', priority)
            }}
            disabled={readOnly}
            className={inlineSelect}
          />
        )}
      </Row>
      <DayInput
        field="needBy"
        label={t('field.needBy')}
        placeholder={t('hint.needBy')}
        day={request.needBy}
        onWrite={(day) => void edits.setField(request.id, 'needBy', day)}
      />
      {textFields.map((field) => (
        <TextField<string>
          key={field}
          field={field}
          label={t(`field.${field}`)}
          stored={request[field]}
          placeholder={t(`hint.${field}`)}
          parse={parseText}
          onWrite={(value) => void edits.setField(request.id, field, value)}
        />
      ))}
    </div>
  )
}
