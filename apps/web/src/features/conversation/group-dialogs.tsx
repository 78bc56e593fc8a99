import { t } from '@lingui/core/macro'
import type { Conversation } from '@parley/contracts/conversation'
import { limits } from '@parley/contracts/limits'
import type { User } from '@parley/contracts/user'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { conversationsPath } from '../../app/paths.ts'
import { navigate } from '../../app/router/history.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { describeError } from '../../ui/error-message.ts'
import { TextField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { cacheConversation, forgetConversation } from './conversation-queries.ts'
import { PeoplePicker } from './people-picker.tsx'

export interface GroupDialogProps {
  conversation: Conversation
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Gives a group a name, or takes it away. */
export function RenameGroupDialog({ conversation, open, onOpenChange }: GroupDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t`Rename group`}>
      <RenameForm conversation={conversation} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

function RenameForm({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) {
  const queryClient = useQueryClient()
  const [name, setName] = useState(conversation.name ?? '')
  const rename = useMutation({
    mutationFn: () =>
      api.updateConversation({
        params: { conversationId: conversation.id },
        body: { name: name.trim() === '' ? null : name },
      }),
    onSuccess: (changed) => {
      cacheConversation(queryClient, changed)
      onDone()
    },
  })
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        rename.mutate()
      }}
    >
      <FormError message={rename.error ? describeError(rename.error) : undefined} />
      <TextField
        label={t`Group name`}
        autoFocus
        hint={t`Left empty, the group is called by who is in it.`}
        value={name}
        maxLength={limits.conversationName}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" variant="primary" pending={rename.isPending}>
        {t`Save`}
      </Button>
    </form>
  )
}

/** Brings more people into a group. */
export function AddPeopleDialog({ conversation, open, onOpenChange }: GroupDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t`Add people`}
      description={t`They will see everything that was written here before.`}
    >
      <AddPeopleForm conversation={conversation} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

function AddPeopleForm({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) {
  const queryClient = useQueryClient()
  const [people, setPeople] = useState<User[]>([])
  const add = useMutation({
    mutationFn: () =>
      api.addParticipants({
        params: { conversationId: conversation.id },
        body: { userIds: people.map(({ id }) => id) },
      }),
    onSuccess: (changed) => {
      cacheConversation(queryClient, changed)
      onDone()
    },
  })
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (people.length > 0) add.mutate()
      }}
    >
      <FormError message={add.error ? describeError(add.error) : undefined} />
      <PeoplePicker
        chosen={people}
        onChange={setPeople}
        excludedIds={conversation.participants.map(({ id }) => id)}
        max={limits.conversationParticipants - conversation.participants.length}
      />
      <Button type="submit" variant="primary" pending={add.isPending} disabled={people.length === 0}>
        {t`Add to group`}
      </Button>
    </form>
  )
}

/** Asks, then leaves a group. */
export function LeaveGroupDialog({ conversation, open, onOpenChange }: GroupDialogProps) {
  const queryClient = useQueryClient()
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t`Leave this group?`}
      description={t`You will not see what is written here any more. Somebody in the group can bring you back.`}
      confirmLabel={t`Leave group`}
      onConfirm={async () => {
        await api.leaveConversation({ params: { conversationId: conversation.id } })
        await navigate(conversationsPath)
        forgetConversation(queryClient, conversation.id)
      }}
    />
  )
}
