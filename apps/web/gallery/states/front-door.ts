import { expect } from '@playwright/test'
import { emailOf } from '../../e2e/support/community-world.ts'
import type { States } from '../state.ts'

/** What one sees before being signed in. */
export const frontDoor: States = {
  login: { signedOut: true, at: '/login' },
  'login-refused': {
    signedOut: true,
    at: '/login',
    async act({ page }) {
      await page.getByLabel('Email').fill(emailOf('mira'))
      await page.getByLabel('Password', { exact: true }).fill('not the password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByRole('alert')).toBeVisible()
    },
  },
  'login-offline': {
    signedOut: true,
    at: '/login',
    async act({ page }) {
      await page.context().setOffline(true)
      await expect(page.getByText('You are offline.')).toBeVisible()
    },
  },
  'session-ended-elsewhere': { signedOut: true, at: '/login?ended=revoked' },
  register: { signedOut: true, at: '/register' },
  'register-refused': {
    signedOut: true,
    at: '/register',
    async act({ page }) {
      await page.getByLabel('Email').fill('not an address')
      await page.getByRole('button', { name: 'Create account' }).click()
      await expect(page.getByText('Must be an email address')).toBeVisible()
    },
  },
  invite: { signedOut: true, at: ({ invitePath }) => invitePath('Harbour Radio') },
  'invite-right-to-left': { signedOut: true, at: ({ invitePath }) => invitePath('ملتقى القراءة') },
  'invite-signed-in': {
    signedOut: true,
    before: ({ signUp }) => signUp(),
    at: ({ invitePath }) => invitePath('Harbour Radio'),
  },
  'invite-member': { at: ({ invitePath }) => invitePath('Harbour Radio') },
  'invite-gone': { signedOut: true, at: '/invite/gone' },
}
