import type { NoRollbackReason } from '../../release/automatic-rollback.ts'

const SENTENCES: Readonly<Record<NoRollbackReason | 'unsettled', string>> = {
  off: 'environment.yaml sets no rollback.automatic.',
  'no-failure': "the cluster's App reported no failure of this commit.",
  'off-branch': 'the commit is not on the branch.',
  recovered: 'it has been healthy since.',
  syncing: 'a sync is running; its result is decided on when it is reported.',
  'too-old': 'the failure is older than 20 minutes.',
  superseded: 'the commit does not run the newest release.',
  'change-on-its-way': 'a later commit changes this environment.',
  'rollback-failed': 'it failed after a rollback; going back further is for people to decide.',
  'never-healthy': 'nothing is recorded as healthy before this release.',
  'failed-before': 'it had failed before this release came.',
  'several-releases': 'several releases came since it was healthy.',
  'other-change': 'more than a release has changed since it was healthy.',
  held: 'what would go back is held.',
  'too-late': 'the release had run for longer than rollback.automatic.within.',
  'below-floor': 'the database has been migrated too far to go back.',
  refused: 'the rollback is refused.',
  unsettled: 'another failure has just been reported, and is decided on by its own run.',
}

/** Why nothing was rolled back, in words. */
export const noRollbackSentence = (why: NoRollbackReason | 'unsettled'): string =>
  `Not rolled back: ${SENTENCES[why]}`
