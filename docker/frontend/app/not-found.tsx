import type { Metadata } from 'next'
import { MessagePage } from '../client/shell/message-page.tsx'

export const metadata: Metadata = { title: 'Not found' }

const NotFound = () => (
  <MessagePage title="Nothing here" text="This page does not exist, or not any more.">
    <a href="/tasks">Go to your tasks</a>
  </MessagePage>
)

export default NotFound
