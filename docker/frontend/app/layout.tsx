import './globals.css'
import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'

export const metadata: Metadata = {
  title: { default: 'Evolution of Todo', template: '%s · Evolution of Todo' },
  description: 'A task list, and an assistant that works on it with you.',
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f4f3ee' },
    { media: '(prefers-color-scheme: dark)', color: '#131512' },
  ],
  viewportFit: 'cover',
}

const RootLayout = async ({ children }: { children: ReactNode }) => {
  // The policy's nonce is new for every answer, so no page can be made at build time.
  await connection()
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}

export default RootLayout
