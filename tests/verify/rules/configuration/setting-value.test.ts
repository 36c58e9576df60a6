import { settingValue } from '../../../../render/verify/rules/configuration/setting-value.ts'
import { type Case, mistakes } from '../../mistakes.ts'
import { CONTAINER } from '../../rule-cases.ts'

const AGENT = 'ConfigMap/ai-agent'
const set = (value: string): Case[1] => [[AGENT, 'data.OPENAI_MODEL', value]]
const wrong = (value: string, flaw: string): Case => [
  `the setting ${JSON.stringify(value)}`,
  set(value),
  [`${AGENT} data.OPENAI_MODEL: OPENAI_MODEL is ${JSON.stringify(value)}: ${flaw}.`],
]
const right = (value: string): Case => [`the setting ${JSON.stringify(value)}`, set(value), []]

const env = (...variables: object[]): Case[1] => [['Deployment/ai-agent', `${CONTAINER}.env`, variables]]
const ENV = `Deployment/ai-agent ${CONTAINER}.env`

mistakes(settingValue, 'staging', [
  wrong('"gpt-5-mini"', 'the quotes " are part of the value'),
  wrong("'gpt-5-mini'", "the quotes ' are part of the value"),
  wrong('""', 'the quotes " are part of the value'),
  wrong('"gpt-5-mini" ', 'the quotes " are part of the value'),
  wrong('"gpt-5-mini', 'it has one quote ", which is part of the value'),
  wrong("gpt-5-mini'", "it has one quote ', which is part of the value"),
  wrong('$(DEFAULT_MODEL)', '$(DEFAULT_MODEL) is not expanded, and part of the value'),
  wrong('a-$(MODEL)-b', '$(MODEL) is not expanded, and part of the value'),
  wrong('$$(MODEL)', '$(MODEL) is not expanded, and part of the value'),
  wrong(`\${MODEL}`, `\${MODEL} is not expanded, and part of the value`),
  wrong(`\${MODEL:-gpt}`, `\${MODEL:-gpt} is not expanded, and part of the value`),
  wrong('$DEFAULT_MODEL', '$DEFAULT_MODEL is not expanded, and part of the value'),
  wrong('“gpt-5-mini”', 'the quotes “” are part of the value'),
  wrong('‘gpt-5-mini’', 'the quotes ‘’ are part of the value'),
  wrong('gpt-5-mini # the small one', 'the comment "# the small one" is part of the value'),
  wrong('gpt-5-mini #', 'the comment "#" is part of the value'),
  wrong('gpt-5-mini ', 'the space around it is part of the value'),
  wrong(' gpt-5-mini', 'the space around it is part of the value'),
  wrong('gpt-5-mini\t', 'the space around it is part of the value'),
  wrong('gpt-5-mini\n', 'the line break at its end is part of the value'),
  right(''),
  right('{"model": "gpt-5-mini"}'),
  right('["a", "b"]'),
  right('"a" "b"'),
  right("'self'"),
  right("'self' https://example.com 'unsafe-inline'"),
  right("default-src 'self'"),
  right("it's"),
  right('“a” and b'),
  right('$5'),
  right('^[A-Z]+$'),
  right('US$PRICE'),
  right('#fff'),
  right('a#b'),
  right('http://x/#/y'),
  right(`\${random.uuid}`),
  right('cost $5 (or less)'),
  right('a\nb\n'),
  right('-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n'),
  [
    'variables in env',
    env(
      { name: 'A', value: '$(B)' },
      { name: 'B', value: 'x' },
      { name: 'C', value: `\${B}` },
      { name: 'D', value: '"x"' },
      { name: 'E', value: '$B' },
    ),
    [
      `${ENV}.0.value: A is "$(B)": $(B) is not expanded: no variable before it in env has this name.`,
      `${ENV}.2.value: C is "\${B}": \${B} is not expanded: Kubernetes expands only $(NAME).`,
      `${ENV}.3.value: D is ${JSON.stringify('"x"')}: the quotes " are part of the value.`,
      `${ENV}.4.value: E is "$B": $B is not expanded: Kubernetes expands only $(NAME).`,
    ],
  ],
  [
    'variables in env that are expanded or escaped',
    env(
      { name: 'HOST', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      { name: 'URL', value: 'http://$(HOST):$(BACKEND_SERVICE_PORT)/$$(HOST)$(KUBERNETES_SERVICE_HOST)' },
    ),
    [],
  ],
  [
    'arguments that name no variable',
    [
      ['Deployment/ai-agent', `${CONTAINER}.command`, ['run', '--model=$(NO_MODEL)']],
      ['Deployment/ai-agent', `${CONTAINER}.args`, ['$(OPENAI_MODEL) $(NOPE)']],
    ],
    [
      `Deployment/ai-agent ${CONTAINER}.command.1: $(NO_MODEL) is not expanded: the container has no variable of this name.`,
      `Deployment/ai-agent ${CONTAINER}.args.0: $(NOPE) is not expanded: the container has no variable of this name.`,
    ],
  ],
  [
    'arguments with variables, escapes and commands of a shell',
    [
      [
        'Deployment/ai-agent',
        `${CONTAINER}.args`,
        [
          '$(OPENAI_MODEL)',
          '$(OPENAI_API_KEY)',
          '$$(NOPE)',
          'echo $(hostname) $(date -u)',
          '$(BACKEND_SERVICE_PORT)',
        ],
      ],
    ],
    [],
  ],
])
