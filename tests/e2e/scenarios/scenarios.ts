import { emptyCluster } from './01-empty-cluster.ts'
import { setting } from './02-setting.ts'
import { load } from './03-under-load.ts'
import { rollback } from './04-rollback.ts'
import { scaling } from './05-scaling.ts'
import { drift } from './06-drift.ts'
import { stuck } from './07-stuck.ts'
import { removal } from './08-removal.ts'
import { forbidden } from './09-forbidden.ts'
import { admission } from './10-admission.ts'
import { serversDie } from './11-servers-die.ts'
import { killedPods } from './12-killed-pods.ts'
import { reachability } from './13-reachability.ts'
import { restore } from './14-restore.ts'
import { secrets } from './15-secrets.ts'
import { vendored } from './16-vendored.ts'
import { rolledBackByItself } from './17-automatic-rollback.ts'
import { acceptance } from './18-acceptance.ts'
import { fleet } from './19-fleet.ts'
import { ingress } from './20-ingress.ts'
import { secondCluster } from './21-second-cluster.ts'
import { drain } from './22-drain.ts'
import type { Scenario } from './scenario.ts'

/** In the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  emptyCluster,
  setting,
  load,
  rollback,
  drift,
  removal,
  // Not next to `load`: autoscalers keep what its requests made them add for five minutes.
  scaling,
  stuck,
  forbidden,
  admission,
  serversDie,
  killedPods,
  reachability,
  restore,
  secrets,
  vendored,
  rolledBackByItself,
  acceptance,
  fleet,
  ingress,
  secondCluster,
  drain,
]
