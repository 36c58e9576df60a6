import { secretEnvFile } from '../../../../render/verify/rules/secrets/secret-env-file.ts'
import { CONTAINER, POD, same, set, testRule } from '../../rule-cases.ts'

const REF = `${CONTAINER}.env.0.valueFrom.secretKeyRef`

testRule(secretEnvFile, {
  catches: [
    [
      'a misspelt Secret, which puts one key into two',
      'staging',
      (draft) => set(draft, 'Deployment/backend', `${REF}.name`, 'databse'),
      [
        [
          'Deployment/backend',
          `${REF}.name`,
          '"DATABASE_URL" is read from the Secret "databse" here and from "database" in Deployment/mcp-server; use one Secret.',
        ],
      ],
    ],
    [
      'a Secret that is taken as a whole',
      'staging',
      (draft) => set(draft, 'Deployment/frontend', `${CONTAINER}.envFrom.0`, { secretRef: { name: 'auth' } }),
      [
        [
          'Deployment/frontend',
          `${CONTAINER}.envFrom.0.secretRef.name`,
          '`npm run secrets` cannot create the Secret "auth" for this: it supports only secretKeyRef and imagePullSecrets.',
        ],
      ],
    ],
    [
      'a mounted Secret',
      'minikube',
      (draft) => set(draft, 'Deployment/frontend', `${POD}.volumes.0.secret`, { secretName: 'auth' }),
      [
        [
          'Deployment/frontend',
          `${POD}.volumes.0.secret.secretName`,
          '`npm run secrets` cannot create the Secret "auth" for this: it supports only secretKeyRef and imagePullSecrets.',
        ],
      ],
    ],
    [
      'a Secret of a ServiceAccount, and a pull secret that a variable reads',
      'staging',
      (draft) => {
        set(draft, 'ServiceAccount/backend', 'secrets', [{ name: 'backend-token' }])
        set(draft, 'Deployment/frontend', `${POD}.imagePullSecrets`, [{ name: 'registry' }])
        set(draft, 'Deployment/backend', `${REF}.name`, 'registry')
        set(draft, 'Deployment/backend', `${REF}.key`, 'TOKEN')
      },
      [
        [
          'Deployment/backend',
          `${REF}.name`,
          'The Secret "registry" is also in imagePullSecrets and contains only registry credentials; use another Secret.',
        ],
        [
          'ServiceAccount/backend',
          'secrets.0.name',
          '`npm run secrets` cannot create the Secret "backend-token" for this: it supports only secretKeyRef and imagePullSecrets.',
        ],
      ],
    ],
  ],
  passes: [
    [
      'pull secrets, which it makes of a variable of their own',
      'staging',
      (draft) => {
        set(draft, 'Deployment/frontend', `${POD}.imagePullSecrets`, [{ name: 'registry' }])
        set(draft, 'ServiceAccount/backend', 'imagePullSecrets', [{ name: 'registry' }])
      },
    ],
    ['staging as it is', 'staging', same],
    ['Minikube as it is', 'minikube', same],
    [
      'a new key of a new Secret',
      'staging',
      (draft) =>
        set(draft, 'Deployment/backend', `${CONTAINER}.env.2`, {
          name: 'MAIL_TOKEN',
          valueFrom: { secretKeyRef: { name: 'mail', key: 'MAIL_TOKEN' } },
        }),
    ],
    [
      'an optional Secret that is taken as a whole',
      'staging',
      (draft) =>
        set(draft, 'Deployment/frontend', `${CONTAINER}.envFrom.0`, {
          secretRef: { name: 'a', optional: true },
        }),
    ],
    [
      'two Secrets with one key where External Secrets makes them',
      'production',
      (draft) => set(draft, 'Deployment/backend', `${REF}.name`, 'databse'),
    ],
  ],
})
