import type { CheckMap } from './entry.ts'
import { KUBE_LINTER } from './kube-linter.ts'
import { KUBE_SCORE } from './kube-score.ts'
import { KYVERNO } from './kyverno.ts'
import { POD_SECURITY } from './pod-security.ts'
import { POLARIS } from './polaris.ts'

/** Every project whose checks have been compared with our rules. */
export const MAPS: readonly CheckMap[] = [POD_SECURITY, KUBE_SCORE, KUBE_LINTER, POLARIS, KYVERNO]
