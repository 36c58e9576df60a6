'use client'
import { useCallback, useState } from 'react'
import type { SessionUser } from '../../server/session.ts'
import { ChatPanel } from '../chat/chat-panel.tsx'
import { useChat } from '../chat/use-chat.ts'
import { TasksPanel } from '../tasks/tasks-panel.tsx'
import { useTasks } from '../tasks/use-tasks.ts'
import { Announcer } from './announcer.tsx'
import { Header } from './header.tsx'
import { Tabs, type View } from './tabs.tsx'
import styles from './workspace.module.css'

/** Tasks and chat side by side; on a phone one at a time. Both stay alive, so nothing typed is lost. */
export const Workspace = ({ user }: { user: SessionUser }) => {
  const [view, setView] = useState<View>('tasks')
  const tasks = useTasks(user.id)
  const { reload } = tasks
  const chat = useChat(
    user.id,
    useCallback(() => void reload(), [reload]),
  )
  return (
    <Announcer>
      <div className={styles['page']}>
        <Header user={user} />
        <main className={styles['columns']} data-view={view}>
          <div className={styles['tasks']}>
            <TasksPanel {...tasks} />
          </div>
          <div className={styles['chat']}>
            <ChatPanel userId={user.id} chat={chat} />
          </div>
        </main>
        <Tabs view={view} onChange={setView} />
      </div>
    </Announcer>
  )
}
