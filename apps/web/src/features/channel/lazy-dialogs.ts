import { lazyDialog } from '../../ui/lazy-part.tsx'

export const CreateChannelDialog = lazyDialog(() =>
  import('./create-channel-dialog.tsx').then((module) => module.CreateChannelDialog),
)
export const EditChannelDialog = lazyDialog(() =>
  import('./edit-channel-dialog.tsx').then((module) => module.EditChannelDialog),
)
export const DeleteChannelDialog = lazyDialog(() =>
  import('./delete-channel-dialog.tsx').then((module) => module.DeleteChannelDialog),
)
