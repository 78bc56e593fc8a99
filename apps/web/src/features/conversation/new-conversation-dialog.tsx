import { t } from '@lingui/core/macro'
import { limits } from '@parley/contracts/limits'
import type { User } from '@parley/contracts/user'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { conversationPath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { describeError } from '../../ui/error-message.ts'
import { TextField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { useSelf } from '../user/user-queries.ts'
import { cacheConversation } from './conversation-queries.ts'
import { PeoplePicker } from './people-picker.tsx'

export interface NewConversationDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Starts a conversation with one person, or a group with several. */
export function NewConversationDialog({ open, onOpenChange }: NewConversationDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t`New conversation`}
      description={t`With one person, or a group.`}
    >
      <NewConversationForm onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

function NewConversationForm({ onDone }: { onDone: () => void }) {
  const self = useSelf()
  const queryClient = useQueryClient()
  const [people, setPeople] = useState<User[]>([])
  const [name, setName] = useState('')
  const isGroup = people.length > 1

  const start = useMutation({
    mutationFn: () => {
      const [first] = people
      if (first && !isGroup) return api.createConversation({ body: { userId: first.id } })
      const userIds = people.map(({ id }) => id)
      return api.createConversation({ body: { userIds, ...(name.trim() && { name }) } })
    },
    onSuccess: async (conversation) => {
      cacheConversation(queryClient, conversation)
      onDone()
      await navigate(conversationPath(conversation.id))
    },
  })

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (people.length > 0) start.mutate()
      }}
    >
      <FormError message={start.error ? describeError(start.error) : undefined} />
      <PeoplePicker
        chosen={people}
        onChange={setPeople}
        excludedIds={[self.id]}
        max={limits.conversationParticipants - 1}
      />
      {isGroup && (
        <TextField
          label={t`Group name`}
          hint={t`Optional. Without one the group is called by who is in it.`}
          value={name}
          maxLength={limits.conversationName}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      <Button type="submit" variant="primary" pending={start.isPending} disabled={people.length === 0}>
        {isGroup ? t`Start group` : t`Start conversation`}
      </Button>
    </form>
  )
}
