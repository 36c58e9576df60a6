import { SCENARIOS } from './scenarios/scenarios.ts'

export const HELP = `npm run e2e -- --local [options]

Try the repository's promises on a Kubernetes with Argo CD that is built, started and stopped here.

  --local       build the cluster on this machine (required; Linux, root, Go 1.26)
  --pods MODE   pretend: kwok says that pods run (the only mode; default)
  --only N,N    run only these scenarios
  --keep        leave the cluster running, and print how to look at it
  --down        stop what --keep, or a killed run, left running
  --out DIR     write summary.md and summary.json there
  --json        print the summary as JSON
  --help        print this

Scenarios:
${SCENARIOS.map(({ number, title }) => `  ${String(number).padStart(2)}  ${title}`).join('\n')}

Examples:
  npm run e2e -- --local
  npm run e2e -- --local --only 4,6 --keep
  npm run e2e -- --local --out /tmp/e2e
  npm run e2e -- --down

The last commit is tested, in a clone. Everything runs in a network namespace of its own; programs are
built from pinned Go modules into the user's cache folder (about ten minutes the first time).
Exit codes: 0 all passed, 1 a scenario failed, 2 wrong command line, 3 a tool failed, 130 interrupted.
`
