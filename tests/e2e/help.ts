import { SCENARIOS } from './scenarios/scenarios.ts'

export const HELP = `Try what the documents promise on a Kubernetes with Argo CD: one that is built, started and stopped here, or another.

Usage:
  npm run e2e -- --local [--pods pretend] [--only N,N] [--keep | --kept] [--out DIR] [--json]
  npm run e2e -- --repository URL [--frontend URL] [--only N,N] [--keep] [--out DIR] [--json]
  npm run e2e -- down

Options:
  --local           build and start the cluster on this machine. Linux, root, Go 1.26
  --pods MODE       real (default): containers of this commit's images; pretend: kwok reports pods as running
  --keep            leave the cluster running and print how to look at it
  --kept            run on the cluster that --keep left, and leave it running
  --repository URL  without --local: the cluster of the kubeconfig's current context, which has Argo CD and no
                    Application, follows this git repository, whose branch main is replaced
  --frontend URL    where that cluster's frontend is reached (default: port 30080 of its first node)
  --only N,N        run only these scenarios
  --out DIR         write summary.md, summary.json, number 18's acceptance.md and, of each failed scenario,
                    events, Applications and logs
  --json            print the summary as JSON
  --help            print this help

Commands:
  down              stop what --keep or a killed run left running

Scenarios:
${SCENARIOS.map(({ number, title }) => `  ${String(number).padStart(2)}  ${title}`).join('\n')}

Examples:
  npm run e2e -- --local
  npm run e2e -- --local --only 4,6 --keep
  npm run e2e -- --local --only 6 --kept
  npm run e2e -- --local --pods pretend
  npm run e2e -- --local --out /tmp/e2e --json
  npm run e2e -- --repository https://git.example.com/e2e.git --only 1,2,6
  npm run e2e -- down

The last commit is tested, in a clone. Everything runs in namespaces of its own; programs are built from
pinned Go modules into the user's cache folder (about 15 minutes on two idle cores the first time). docs/e2e.md has more.
Exit codes: 0 all passed, 1 a scenario failed, 2 wrong command line, 3 a tool failed, 130 interrupted.
`
