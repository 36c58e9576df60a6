import { retainedData } from '../../../../render/verify/rules/storage/retained-data.ts'
import { mistakes } from '../../mistakes.ts'

const OPTIONS = 'argocd.argoproj.io/sync-options'
const PATH = ['metadata', 'annotations', OPTIONS]
const says = (what: string, message: string, options: string) =>
  `${what} metadata.annotations.${OPTIONS}: ${message} (${OPTIONS}: ${options}).`
const GOES = 'It is deleted with the Application although the environment sets retain: expected Delete=false'
const STAYS =
  'It remains when the environment is removed, although retain is not set: expected no Delete=false'
const PRUNED = 'A sync may prune it: expected Prune=false'

mistakes(retainedData, 'production', [
  [
    'a retained Namespace that goes',
    [['Namespace/todo-production', PATH, 'Prune=false']],
    [says('Namespace/todo-production', GOES, 'Prune=false')],
  ],
  [
    'a retained Namespace that may be pruned',
    [['Namespace/todo-production', PATH, 'Delete=false']],
    [says('Namespace/todo-production', PRUNED, 'Delete=false')],
  ],
  ['the other way round', [['Namespace/todo-production', PATH, 'Delete=false, Prune=false']], []],
  [
    'a workload that waits for someone',
    [['Deployment/backend', ['metadata', 'annotations', OPTIONS], 'Prune=confirm']],
    [
      says(
        'Deployment/backend',
        'Prune=confirm waits for manual confirmation: expected false or no option',
        'Prune=confirm',
      ),
    ],
  ],
  [
    'a workload that is kept, like all of the environment',
    [['Deployment/backend', PATH, 'Delete=false']],
    [],
  ],
])

mistakes(retainedData, 'minikube', [
  [
    'a claim that may be pruned',
    [['PersistentVolumeClaim/postgres-data', PATH]],
    [says('PersistentVolumeClaim/postgres-data', PRUNED, 'not set')],
  ],
  [
    'a claim that stays though nothing is retained',
    [['PersistentVolumeClaim/postgres-data', PATH, 'Prune=false,Delete=false']],
    [says('PersistentVolumeClaim/postgres-data', STAYS, 'Prune=false,Delete=false')],
  ],
  [
    'a retained environment whose claim goes',
    [
      ['environment', 'retain', true],
      ['Namespace/todo-app', PATH, 'Prune=false,Delete=false'],
    ],
    [says('PersistentVolumeClaim/postgres-data', GOES, 'Prune=false')],
  ],
  [
    'other options beside',
    [['PersistentVolumeClaim/postgres-data', PATH, 'Prune=false,ServerSideApply=true']],
    [],
  ],
])
