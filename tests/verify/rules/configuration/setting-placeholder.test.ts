import { settingPlaceholder } from '../../../../render/verify/rules/configuration/setting-placeholder.ts'
import { type Case, mistakes } from '../../mistakes.ts'
import { CONTAINER } from '../../rule-cases.ts'

const AGENT = 'ConfigMap/ai-agent'
const set = (value: string): Case[1] => [[AGENT, 'data.OPENAI_MODEL', value]]
const wrong = (value: string, part?: string): Case => [
  `the placeholder ${value}`,
  set(value),
  [
    `${AGENT} data.OPENAI_MODEL: OPENAI_MODEL is ${JSON.stringify(value)}, ${part ? `and "${part}" is` : 'which is'} a placeholder.`,
  ],
]
const right = (value: string): Case => [`the value ${value}`, set(value), []]

mistakes(settingPlaceholder, 'staging', [
  ...[
    '<model>',
    '<your model>',
    'changeme',
    'ChangeMe',
    'change-me',
    'CHANGE_ME',
    'replace-me',
    'REPLACE_ME',
  ].map((value) => wrong(value)),
  ...['TODO', 'TODO: choose one', 'TBD', 'FIXME', 'xxx', 'XXXX', 'your-model-here', 'YOUR_MODEL'].map(
    (value) => wrong(value),
  ),
  ...['placeholder', 'insert-model-here', 'fill-in', 'set-me'].map((value) => wrong(value)),
  wrong('https://<host>/v1', '<host>'),
  wrong('https://api.<your-domain>/v1', '<your-domain>'),
  wrong('https://changeme.example.com', 'changeme'),
  wrong('a,YOUR_KEY', 'YOUR_KEY'),
  ...[
    'todo',
    'todo-app',
    'Todo list',
    'XX',
    'axxxb',
    'xxx-large',
    'my-model',
    'your-org',
    'your_table',
    'unchangemeter',
  ].map((value) => right(value)),
  ...['1 < 2 > 1', '<', '<1>', 'a <b@example.com>', 'latest', 'exchange-me-dium', ''].map((value) =>
    right(value),
  ),
  [
    "a variable of the pod's own",
    [['Deployment/ai-agent', `${CONTAINER}.env`, [{ name: 'A', value: 'changeme' }]]],
    [`Deployment/ai-agent ${CONTAINER}.env.0.value: A is "changeme", which is a placeholder.`],
  ],
])
