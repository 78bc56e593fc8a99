import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { registerServiceWorker } from './app/app-update.ts'
import { activateLocale, preferredLocale } from './app/locale.ts'
import { Localised } from './app/localised.tsx'
import { Outlet } from './app/router/outlet.tsx'
import { startRouter } from './app/router/router.ts'
import { createRoutes } from './app/routes.ts'
import { leaveWhenRefused } from './app/session.ts'
import './app/styles.css'
import { createQueryClient } from './realtime/query-client.ts'
import { firstScreenIsShown } from './ui/lazy-part.tsx'
import { Toaster } from './ui/toaster.tsx'
import { TooltipHost } from './ui/tooltip-host.tsx'
import { followInput } from './ui/using-keyboard.ts'

followInput()

const queryClient = createQueryClient()
leaveWhenRefused(queryClient)

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no #root')

// The development server has no use for one.
if (import.meta.env.PROD) void registerServiceWorker()

await activateLocale(preferredLocale())
startRouter(createRoutes(queryClient), firstScreenIsShown)

createRoot(container).render(
  <StrictMode>
    <Localised>
      <QueryClientProvider client={queryClient}>
        <Outlet />
        <Toaster />
        <TooltipHost />
      </QueryClientProvider>
    </Localised>
  </StrictMode>,
)
