import { Icon } from '../shell/icon.tsx'
import styles from './suggestions.module.css'

const examples = ['Add a task to buy groceries', 'Show my pending tasks', 'What have I completed?']

/** How a conversation may begin: shown by example, because an empty field teaches nothing. */
export const Suggestions = ({ onChoose }: { onChoose: (text: string) => void }) => (
  <div className={styles['suggestions']}>
    <span>
      <Icon name="chat" size={26} />
    </span>
    <p className={styles['title']}>What can I do for you?</p>
    <p>I add, find, change, complete and delete your tasks. Say it in your own words.</p>
    <ul>
      {examples.map((text) => (
        <li key={text}>
          <button type="button" onClick={() => onChoose(text)}>
            {text}
          </button>
        </li>
      ))}
    </ul>
  </div>
)
