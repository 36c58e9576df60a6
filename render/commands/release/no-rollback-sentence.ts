import type { NoRollbackReason } from '../../release/automatic-rollback.ts'

const SENTENCES: Readonly<Record<NoRollbackReason | 'unsettled', string>> = {
  off: 'environment.yaml sets no rollback.automatic.',
  'no-failure': "the cluster's App reported no failure on this commit.",
  'off-branch': 'the commit is not on the branch.',
  recovered: 'it has been healthy since.',
  syncing: 'a sync is running; the decision follows when its result is reported.',
  'too-old': 'the failure is older than 20 minutes.',
  superseded: 'the commit does not run the newest release.',
  'change-on-its-way': 'a later commit changes this environment.',
  'rollback-failed': "it failed after a rollback; rolling back further needs a person's decision.",
  'never-healthy': 'nothing is recorded as healthy before this release.',
  'failed-before': 'it had already failed before this release.',
  'several-releases': 'it has had several releases since it was healthy.',
  'other-change': 'settings, base or the Application also changed since it was healthy.',
  held: 'a service that would be rolled back is held.',
  'too-late': 'the release had run for longer than rollback.automatic.within.',
  'below-floor': 'the previous images cannot use the migrated database.',
  refused: 'the rollback is refused.',
  unsettled: 'another failure has just been reported, and its own run decides.',
}

/** Why nothing was rolled back, in words. */
export const noRollbackSentence = (why: NoRollbackReason | 'unsettled'): string =>
  `Not rolled back: ${SENTENCES[why]}`
