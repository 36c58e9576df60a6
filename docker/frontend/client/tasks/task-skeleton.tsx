import styles from './task-skeleton.module.css'

/** The shape of what is coming, so that nothing jumps when it is here. */
export const TaskSkeleton = () => (
  <div role="status" className={styles['skeleton']}>
    <span className="visually-hidden">Loading tasks…</span>
    <div />
    <div />
    <div />
  </div>
)
