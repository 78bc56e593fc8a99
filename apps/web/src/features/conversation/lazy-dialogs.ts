import { lazyDialog } from '../../ui/lazy-part.tsx'

export const NewConversationDialog = lazyDialog(() =>
  import('./new-conversation-dialog.tsx').then((module) => module.NewConversationDialog),
)
export const RenameGroupDialog = lazyDialog(() =>
  import('./group-dialogs.tsx').then((module) => module.RenameGroupDialog),
)
export const AddPeopleDialog = lazyDialog(() => import('./group-dialogs.tsx').then((module) => module.AddPeopleDialog))
export const LeaveGroupDialog = lazyDialog(() =>
  import('./group-dialogs.tsx').then((module) => module.LeaveGroupDialog),
)
