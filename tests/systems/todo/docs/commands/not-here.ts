/** Commands of documents that commands.slow.ts doesn't execute, by how they begin. */

/** What executes it instead: a test, and a word of it that shows that it does. */
export const ELSEWHERE: readonly (readonly [begin: RegExp, file: string, word: string])[] = [
  [/^npm ci$|^npm ci && npm run render$/, 'tests/node-versions/run.ts', 'npm ci, npm run render'],
  [/^npm ci && npm test$/, 'tests/node-versions/run.ts', 'the start of npm test'],
  [/^npm run init/, 'tests/adoption/init.slow.ts', "run('init'"],
  [/^npm run upgrade|^npm ci && npm run rules/, 'tests/adoption/upgrade.slow.ts', "'upgrade'"],
  [/^npm run promote/, 'tests/workflows/by-hand.slow.ts', "'promote'"],
  [/^npm run vendor/, 'tests/vendor/vendor.slow.ts', 'update: true, dryRun: true'],
  [/^npm run assist/, 'tests/commands/assist.test.ts', 'assist('],
  [/^npm run doctor/, 'tests/commands/doctor.slow.ts', 'doctor('],
  [/^npm run secrets/, 'tests/commands/secrets.slow.ts', 'secrets'],
  [/^npm run minikube/, 'tests/minikube/minikube.slow.ts', 'from-working-tree'],
  [
    /^minikube (start|addons)|^kubectl apply .*(root\.yaml|base\/argocd|install\.yaml)$/,
    'tests/systems/todo/docs/quickstart.test.ts',
    'minikube start',
  ],
]

/** Why no test does. */
export const NOWHERE: readonly (readonly [begin: RegExp, reason: string])[] = [
  [/^npm test$|^npm run check && npm run validate && npm test$/, 'This test is part of it.'],
  [/^npm run (bench|e2e)/, 'It is a measurement or a test itself, of minutes.'],
  [/^npm run dev$/, 'It runs until it is ended; docker/tests/dev tests its parts.'],
  [/^npm run crds/, 'It downloads modules of Go.'],
  [/^git clone https:/, 'It needs GitHub.'],
  [/^npm run acceptance|^helm /, 'It needs a cluster.'],
  [/^ID=/, 'It is for the commands after it, which need a cluster.'],
  [/^(docker|minikube image|for service in|done$|cd )/, 'It needs Docker and Minikube.'],
  [/^(kubectl|TOKEN=\$\(kubectl) /, 'It needs a cluster.'],
  [/^umask|^export KUBECONFIG/, 'They are for the commands after them, which need a cluster.'],
  [/^(curl|echo "\$\(minikube ip\))/, 'It needs the system in a cluster, and the second one root.'],
  [/^pg_restore/, "It needs PostgreSQL's tools and a dump."],
]
