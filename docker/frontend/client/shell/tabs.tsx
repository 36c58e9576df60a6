import { Icon } from './icon.tsx'
import styles from './tabs.module.css'

export type View = 'tasks' | 'chat'

const views = [
  { view: 'tasks', name: 'Tasks', icon: 'list' },
  { view: 'chat', name: 'Assistant', icon: 'chat' },
] as const

/** Only on a phone: which of the two is in view. */
export const Tabs = ({ view, onChange }: { view: View; onChange: (view: View) => void }) => (
  <nav className={styles['tabs']} aria-label="Views">
    {views.map((each) => (
      <button
        key={each.view}
        type="button"
        aria-current={each.view === view ? 'page' : undefined}
        onClick={() => onChange(each.view)}
      >
        <Icon name={each.icon} />
        {each.name}
      </button>
    ))}
  </nav>
)
