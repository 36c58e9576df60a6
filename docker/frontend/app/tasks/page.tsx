import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { Workspace } from '../../client/shell/workspace.tsx'
import { userOf } from '../../server/session.ts'

export const metadata: Metadata = { title: 'Tasks' }

const TasksPage = async () => {
  const user = userOf(await headers())
  if (!user) redirect('/sign-in')
  return <Workspace user={user} />
}

export default TasksPage
